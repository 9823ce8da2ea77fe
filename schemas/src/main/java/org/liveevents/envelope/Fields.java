package org.liveevents.envelope;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;

/**
 * What one envelope holds: the text of every {@link Field} that is there, and the hash of the
 * values that identify it. Texts are cut out of the bytes only when they are asked for. Good until
 * the next {@link #begin}; not safe to share between threads.
 */
final class Fields {

  private static final int COUNT = Field.values().length;

  /** What stands at a field. */
  enum Shape {
    ABSENT,
    OBJECT,
    ARRAY,
    SCALAR
  }

  private final Shape[] shapes = new Shape[COUNT];
  private final @Nullable String[] texts = new String[COUNT];
  private final int[] from = new int[COUNT];
  private final int[] length = new int[COUNT];
  private final long[] hashes = new long[2 * COUNT];
  private final RecentTexts recent = new RecentTexts();
  private byte[] bytes = new byte[0];
  private boolean object;
  private int entries;

  /** Forgets the last envelope. */
  void begin(byte[] envelope) {
    bytes = envelope;
    object = false;
    entries = 0;
    Arrays.fill(shapes, Shape.ABSENT);
    Arrays.fill(texts, null);
    Arrays.fill(length, 0);
    Arrays.fill(hashes, 0);
  }

  void beginsAsObject(boolean isObject) {
    object = isObject;
  }

  void shape(Field field, Shape shape) {
    shapes[field.ordinal()] = shape;
  }

  void entries(int count) {
    entries = count;
  }

  /** A text that stands in the bytes as it is, in ASCII. */
  void plain(Field field, int start, int size, long hash) {
    int index = field.ordinal();
    shapes[index] = Shape.SCALAR;
    from[index] = start;
    length[index] = size;
    hashes[2 * index] = hash;
  }

  /** A text that doesn't stand in the bytes as it is. */
  void decoded(Field field, String text) {
    int index = field.ordinal();
    shapes[index] = Shape.SCALAR;
    texts[index] = text.isEmpty() ? null : text;
  }

  /** The hash of an object. */
  void hashed(Field field, long low, long high) {
    hashes[2 * field.ordinal()] = low;
    hashes[2 * field.ordinal() + 1] = high;
  }

  /** Whether the whole is a JSON object. */
  boolean isObject() {
    return object;
  }

  /** What stands at that field. */
  Shape shape(Field field) {
    return shapes[field.ordinal()];
  }

  /** How many entries a Caliper envelope has. */
  int entries() {
    return entries;
  }

  /**
   * The text of a string or number; null if the field is absent, null, empty or of another shape. A
   * number has one text, however it was spelled.
   */
  @Nullable String text(Field field) {
    int index = field.ordinal();
    String text = texts[index];
    if (text == null && length[index] > 0) {
      text = recent.text(bytes, from[index], length[index], hashes[2 * index]);
      texts[index] = text;
    }
    return text;
  }

  /** The identity of a Canvas event: its metadata and its body, nothing beside them. */
  EventId canvasId() {
    long metadataLow = hashes[2 * Field.METADATA.ordinal()];
    long metadataHigh = hashes[2 * Field.METADATA.ordinal() + 1];
    long bodyLow = hashes[2 * Field.BODY.ordinal()];
    long bodyHigh = hashes[2 * Field.BODY.ordinal() + 1];
    ValueHash hash = new ValueHash();
    long low =
        hash.entry(
            ValueHash.mixA(metadataLow, bodyLow),
            ValueHash.mixB(metadataHigh, bodyHigh),
            metadataHigh ^ bodyLow,
            bodyHigh);
    return new EventId(hash.high, low);
  }

  /** The identity of a Caliper event: its entry, nothing of the envelope. */
  EventId caliperId() {
    return new EventId(hashes[2 * Field.ENTRY.ordinal() + 1], hashes[2 * Field.ENTRY.ordinal()]);
  }
}
