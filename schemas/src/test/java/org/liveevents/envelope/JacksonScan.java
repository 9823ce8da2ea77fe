package org.liveevents.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The judge of {@link JsonScan}: the same by a general parser, which knows better than we do what
 * is JSON. What it says of an envelope is in the {@link Fields} it fills.
 */
final class JacksonScan {

  private static final int MAX_DEPTH = JsonScan.MAX_DEPTH;

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
  private static final Node TREE = tree();

  private record Node(@Nullable Field field, Map<String, Node> children) {
    @Nullable Node child(String key) {
      return children.get(key);
    }
  }

  private static Node tree() {
    Map<String, Field> fields = new HashMap<>();
    for (Field field : Field.values()) {
      fields.put(field.path(), field);
    }
    return node("", fields);
  }

  private static Node node(String path, Map<String, Field> fields) {
    Map<String, Node> children = new HashMap<>();
    String below = path.isEmpty() ? "" : path + "/";
    for (String other : fields.keySet()) {
      if (other.startsWith(below) && !other.equals(below)) {
        String key = other.substring(below.length()).split("/", 2)[0];
        if (!children.containsKey(key)) {
          children.put(key, node(below + key, fields));
        }
      }
    }
    return new Node(fields.get(path), children);
  }

  private final Fields fields = new Fields();
  private final ValueHash hash = new ValueHash();
  private final JsonParser parser;

  private JacksonScan(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads as {@link JsonScan#read} does. */
  static Fields read(byte[] bytes) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes)) {
      JacksonScan scan = new JacksonScan(parser);
      scan.fields.begin(bytes);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Unreadable("nothing but white space");
      }
      scan.fields.beginsAsObject(first == JsonToken.START_OBJECT);
      scan.value(first, TREE, 0);
      if (parser.nextToken() != null) {
        throw new Unreadable("something follows the JSON value");
      }
      return scan.fields;
    }
  }

  private long value(JsonToken token, @Nullable Node node, int depth) throws IOException {
    Field field = node == null ? null : node.field();
    return switch (token) {
      case START_OBJECT -> {
        if (field != null) {
          fields.object(field);
        }
        yield object(node, field, depth + 1);
      }
      case START_ARRAY -> {
        if (field != null) {
          fields.array(field);
        }
        yield array(node, field, depth + 1);
      }
      case VALUE_STRING -> {
        if (field != null) {
          fields.decoded(field, parser.getText());
        }
        yield hash.text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        if (field != null) {
          fields.decoded(field, JsonNumbers.text(parser.getText()));
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

  private long object(@Nullable Node node, @Nullable Field field, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    Set<String> keys = new HashSet<>();
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
      if (!keys.add(key)) {
        throw new Unreadable("a key stands twice in one object");
      }
      long valueLow = value(parser.nextToken(), node == null ? null : node.child(key), depth);
      long valueHigh = hash.high;
      sumLow += hash.entry(keyLow, keyHigh, valueLow, valueHigh);
      sumHigh += hash.high;
    }
    long low = hash.object(keys.size(), sumLow, sumHigh);
    if (field != null) {
      fields.hashed(field, low, hash.high);
    }
    return low;
  }

  private long array(@Nullable Node node, @Nullable Field field, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    Node first = node == null ? null : node.child("0");
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
      fields.entries((int) count);
    }
    return hash.array(count, runLow, runHigh);
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
