package org.liveevents.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;

/**
 * One pass over one envelope: the text of every {@link Field} it holds, and the hash of the values
 * that identify it. Each instance serves one read.
 */
final class Fields {

  /** Nesting beyond this is refused: no event comes near it. */
  static final int MAX_DEPTH = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 2)
                  .maxNumberLength(1000)
                  .maxNameLength(50_000)
                  .maxDocumentLength(EnvelopeReader.MAX_EVENT_BYTES)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();
  private static final Field.Node TREE = Field.tree();
  private static final int FEW_KEYS = 32;

  /** What stands at a field. */
  enum Shape {
    ABSENT,
    OBJECT,
    ARRAY,
    SCALAR
  }

  private final Map<Field, String> texts = new EnumMap<>(Field.class);
  private final Map<Field, Shape> shapes = new EnumMap<>(Field.class);
  private final ValueHash hash = new ValueHash();
  private final JsonParser parser;
  private boolean object;
  private int entries;
  private long metadataLow;
  private long metadataHigh;
  private long bodyLow;
  private long bodyHigh;
  private long entryLow;
  private long entryHigh;

  private Fields(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one JSON value to its end.
   *
   * @throws IOException if the bytes are no JSON
   * @throws TooDeep if it is nested beyond {@link #MAX_DEPTH}
   * @throws ValueHash.LoneSurrogate if a string holds half a surrogate pair
   */
  static Fields read(byte[] bytes) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      Fields fields = new Fields(parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Unreadable("nothing but white space");
      }
      fields.object = first == JsonToken.START_OBJECT;
      fields.value(first, TREE, 0);
      if (parser.nextToken() != null) {
        throw new Unreadable("something follows the JSON value");
      }
      return fields;
    }
  }

  /** Whether the whole is a JSON object. */
  boolean isObject() {
    return object;
  }

  /** What stands at that field. */
  Shape shape(Field field) {
    return shapes.getOrDefault(field, Shape.ABSENT);
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
    return texts.get(field);
  }

  /** The identity of a Canvas event: its metadata and its body, nothing beside them. */
  EventId canvasId() {
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
    return new EventId(entryHigh, entryLow);
  }

  private long value(JsonToken token, Field.@Nullable Node node, int depth) throws IOException {
    Field field = node == null ? null : node.field;
    return switch (token) {
      case START_OBJECT -> {
        note(field, Shape.OBJECT);
        yield object(node, field, depth + 1);
      }
      case START_ARRAY -> {
        note(field, Shape.ARRAY);
        yield array(node, field, depth + 1);
      }
      case VALUE_STRING -> {
        if (field != null) {
          capture(field, parser.getText());
        }
        yield hash.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (field != null) {
          capture(field, JsonNumbers.text(parser.getText()));
        }
        yield token == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            ? hash.number(parser.getLongValue())
            : hash.number(parser.getText());
      }
      case VALUE_TRUE -> hash.literal(1);
      case VALUE_FALSE -> hash.literal(0);
      case VALUE_NULL -> hash.literal(2);
      default -> throw new Unreadable("an unexpected token");
    };
  }

  private long object(Field.@Nullable Node node, @Nullable Field field, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    Keys keys = new Keys();
    long sumLow = 0;
    long sumHigh = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      if (token == null) {
        throw new Unreadable("the JSON is cut off");
      }
      String key = parser.currentName();
      long keyLow = hash.text(key);
      long keyHigh = hash.high;
      if (!keys.add(keyLow)) {
        throw new Unreadable("a key stands twice in one object");
      }
      long valueLow = value(parser.nextToken(), node == null ? null : node.child(key), depth);
      long valueHigh = hash.high;
      sumLow += hash.entry(keyLow, keyHigh, valueLow, valueHigh);
      sumHigh += hash.high;
    }
    long low = hash.object(keys.count, sumLow, sumHigh);
    keep(field, low);
    return low;
  }

  private long array(Field.@Nullable Node node, @Nullable Field field, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    Field.Node first = node == null ? null : node.child("0");
    long count = 0;
    long runLow = 0;
    long runHigh = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new Unreadable("the JSON is cut off");
      }
      long low = value(token, count == 0 ? first : null, depth);
      runLow = ValueHash.mixA(runLow, low);
      runHigh = ValueHash.mixB(runHigh, hash.high);
      count++;
    }
    if (field == Field.DATA) {
      entries = (int) count;
    }
    return hash.array(count, runLow, runHigh);
  }

  private void note(@Nullable Field field, Shape shape) {
    if (field != null) {
      shapes.put(field, shape);
    }
  }

  private void capture(Field field, String text) {
    shapes.put(field, Shape.SCALAR);
    if (!text.isEmpty()) {
      texts.put(field, text);
    }
  }

  private void keep(@Nullable Field field, long low) {
    if (field == Field.METADATA) {
      metadataLow = low;
      metadataHigh = hash.high;
    } else if (field == Field.BODY) {
      bodyLow = low;
      bodyHigh = hash.high;
    } else if (field == Field.ENTRY) {
      entryLow = low;
      entryHigh = hash.high;
    }
  }

  /** The hashes of the keys of one object: a short list, a set when it grows long. */
  private static final class Keys {

    private long[] few = new long[8];
    private @Nullable Set<Long> many;
    private int count;

    boolean add(long key) {
      if (many != null) {
        count++;
        return many.add(key);
      }
      for (int i = 0; i < count; i++) {
        if (few[i] == key) {
          return false;
        }
      }
      if (count == FEW_KEYS) {
        Set<Long> set = new HashSet<>();
        for (int i = 0; i < count; i++) {
          set.add(few[i]);
        }
        many = set;
        return add(key);
      }
      if (count == few.length) {
        few = Arrays.copyOf(few, few.length * 2);
      }
      few[count++] = key;
      return true;
    }
  }

  /** JSON nested beyond {@link #MAX_DEPTH}. */
  static final class TooDeep extends IOException {
    TooDeep() {
      super("nested deeper than " + MAX_DEPTH);
    }
  }

  /** What the JSON parser lets pass and we don't; the message is free of payload text. */
  static final class Unreadable extends IOException {
    Unreadable(String message) {
      super(message);
    }
  }
}
