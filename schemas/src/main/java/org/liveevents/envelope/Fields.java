package org.liveevents.envelope;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;

/**
 * What one envelope holds: the text of every {@link Field} that is there, and the hash of the
 * values that identify it. Texts are cut out of the bytes only when they are asked for. Good until
 * the next {@link #begin}; not safe to share between threads.
 */
@SuppressWarnings("EnumOrdinal") // a place in arrays and a bit for each field, stored nowhere
final class Fields {

  private static final int COUNT = Field.values().length;

  /** What stands at a field. */
  enum Shape {
    ABSENT,
    OBJECT,
    ARRAY,
    SCALAR
  }

  /** Fields with few texts, which come again and again. */
  private static final long RECURRING =
      Stream.of(
              Field.EVENT_NAME,
              Field.CONTEXT_TYPE,
              Field.CONTEXT_ACCOUNT_ID,
              Field.ROOT_ACCOUNT_ID,
              Field.HOSTNAME,
              Field.BODY_CONTEXT_TYPE,
              Field.RESULT_CONTEXT_TYPE,
              Field.ASSET_TYPE,
              Field.TYPE,
              Field.ACTION,
              Field.ACTOR_TYPE,
              Field.ACTOR_ROOT_ACCOUNT,
              Field.OBJECT_TYPE,
              Field.OBJECT_CONTEXT_TYPE,
              Field.OBJECT_STATE,
              Field.GROUP_CONTEXT_TYPE,
              Field.CALIPER_HOSTNAME)
          .mapToLong(Fields::bit)
          .reduce(0, (one, other) -> one | other);

  /** Which fields are objects, arrays, scalars, and whose text is cut out: a bit for each. */
  private long objects;

  private long arrays;
  private long scalars;
  private long cut;

  private final @Nullable String[] texts = new String[COUNT];
  private final int[] from = new int[COUNT];
  private final int[] length = new int[COUNT];
  private final long[] lows = new long[COUNT];
  private final long[] highs = new long[COUNT];
  private final RecentTexts recent = new RecentTexts();
  private final ValueHash hash = new ValueHash();
  private byte[] bytes = new byte[0];
  private boolean object;
  private int entries;

  /** Forgets the last envelope. */
  void begin(byte[] envelope) {
    bytes = envelope;
    object = false;
    entries = 0;
    objects = 0;
    arrays = 0;
    scalars = 0;
    cut = 0;
  }

  void beginsAsObject(boolean isObject) {
    object = isObject;
  }

  void object(Field field) {
    objects |= bit(field);
  }

  void array(Field field) {
    arrays |= bit(field);
  }

  void entries(int count) {
    entries = count;
  }

  /** A text that stands in the bytes as it is, in ASCII. */
  void plain(Field field, int start, int size, long low) {
    int index = field.ordinal();
    scalars |= 1L << index;
    from[index] = start;
    length[index] = size;
    lows[index] = low;
  }

  /** A text that doesn't stand in the bytes as it is. */
  void decoded(Field field, String text) {
    scalars |= bit(field);
    cut |= bit(field);
    texts[field.ordinal()] = text.isEmpty() ? null : text;
  }

  /** The hash of an object. */
  void hashed(Field field, long low, long high) {
    lows[field.ordinal()] = low;
    highs[field.ordinal()] = high;
  }

  private static long bit(Field field) {
    return 1L << field.ordinal();
  }

  /** Whether the whole is a JSON object. */
  boolean isObject() {
    return object;
  }

  /** What stands at that field. */
  Shape shape(Field field) {
    long bit = bit(field);
    if ((scalars & bit) != 0) {
      return Shape.SCALAR;
    }
    return (objects & bit) != 0 ? Shape.OBJECT : (arrays & bit) != 0 ? Shape.ARRAY : Shape.ABSENT;
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
    long bit = bit(field);
    int index = field.ordinal();
    if ((scalars & bit) == 0) {
      return null;
    }
    if ((cut & bit) == 0) {
      cut |= bit;
      texts[index] = length[index] == 0 ? null : cutOut(index, (RECURRING & bit) != 0);
    }
    return texts[index];
  }

  private String cutOut(int index, boolean recurring) {
    return recurring
        ? recent.text(bytes, from[index], length[index], lows[index])
        : new String(bytes, from[index], length[index], StandardCharsets.ISO_8859_1);
  }

  /** The identity of a Canvas event: its metadata and its body, nothing beside them. */
  EventId canvasId() {
    long metadataLow = lows[Field.METADATA.ordinal()];
    long metadataHigh = highs[Field.METADATA.ordinal()];
    long bodyLow = lows[Field.BODY.ordinal()];
    long bodyHigh = highs[Field.BODY.ordinal()];
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
    return new EventId(highs[Field.ENTRY.ordinal()], lows[Field.ENTRY.ordinal()]);
  }
}
