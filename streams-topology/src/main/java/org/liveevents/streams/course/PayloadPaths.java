package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.envelope.EnvelopeReader;

/**
 * Reads the values at some places of a payload in one pass over its tokens, and stops as soon as it
 * has been at all of them. Paths are written with slashes, since keys hold dots; the first entry of
 * an array is {@code 0}.
 */
final class PayloadPaths {

  /** What stands where an object or an array does. */
  static final Object CONTAINER = new Object();

  /** A few characters of JSON may stand for a billion digits; nobody's score has a hundred. */
  private static final int MOST_DIGITS = 100;

  /** Canvas cuts texts at 8,192 characters. */
  private static final int LONGEST_TEXT = 16 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(EnvelopeReader.MAX_EVENT_BYTES)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  /** A place on the way to a wanted one, or a wanted one. */
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private @Nullable String wanted;
  }

  private final Node root = new Node();

  PayloadPaths(Collection<String> paths) {
    for (String path : paths) {
      Node node = root;
      for (String step : path.split("/", -1)) {
        node = node.children.computeIfAbsent(step, key -> new Node());
      }
      node.wanted = path;
    }
  }

  /**
   * The values found, by path: texts, numbers, truth values, and {@link #CONTAINER}. Null, and what
   * is too long to be true, is as good as absent: a stored value must fit its record whatever was
   * sent.
   */
  Map<String, Object> read(byte[] event) {
    Map<String, Object> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(event)) {
      parser.nextToken();
      value(parser, root, true, found);
    } catch (IOException e) {
      throw new UncheckedIOException("an accepted event is no JSON", e);
    }
    return found;
  }

  /**
   * Reads the value the parser stands at.
   *
   * @param last whether nothing wanted follows it
   * @return whether reading may end here, in the middle of things
   */
  private static boolean value(
      JsonParser parser, Node node, boolean last, Map<String, Object> found) throws IOException {
    JsonToken token = parser.currentToken();
    boolean container = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    if (node.wanted != null) {
      Object value = container ? CONTAINER : scalar(parser, token);
      if (value != null) {
        found.put(node.wanted, value);
      }
    }
    if (!container) {
      return last;
    }
    if (node.children.isEmpty()) {
      if (!last) {
        parser.skipChildren();
      }
      return last;
    }
    return token == JsonToken.START_OBJECT
        ? object(parser, node, last, found)
        : array(parser, node, last, found);
  }

  private static boolean object(
      JsonParser parser, Node node, boolean last, Map<String, Object> found) throws IOException {
    int left = node.children.size();
    for (JsonToken token = parser.nextToken();
        token == JsonToken.FIELD_NAME;
        token = parser.nextToken()) {
      Node child = left == 0 ? null : node.children.get(parser.currentName());
      parser.nextToken();
      if (child == null) {
        parser.skipChildren();
        continue;
      }
      left--;
      if (value(parser, child, last && left == 0, found)) {
        return true;
      }
    }
    return last;
  }

  private static boolean array(
      JsonParser parser, Node node, boolean last, Map<String, Object> found) throws IOException {
    Node first = node.children.get("0");
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      if (first == null) {
        parser.skipChildren();
        continue;
      }
      if (value(parser, first, last, found)) {
        return true;
      }
      first = null;
    }
    return last;
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> {
        int length = parser.getTextLength();
        yield length == 0 || length > LONGEST_TEXT ? null : parser.getText();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> null;
    };
  }

  /** One number has one form, however it was spelled; null if it is beyond all reason. */
  static @Nullable BigDecimal number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
        return null;
      }
      BigDecimal plain = number.stripTrailingZeros();
      return plain.scale() < 0 ? plain.setScale(0) : plain;
    } catch (NumberFormatException e) { // an exponent beyond 32 bits, or no number at all
      return null;
    }
  }
}
