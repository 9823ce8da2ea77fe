package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.TreeMap;

/**
 * What makes two texts the same JSON value, by the book: keys sorted, numbers without trailing
 * zeros, then SHA-256. What the pipeline's own hash takes for one this may take for two, and it
 * would show.
 */
public final class Fingerprint {

  private Fingerprint() {}

  /** The fingerprint of bytes as they are. */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The fingerprint of values one after the other. */
  static String of(String kind, JsonNode... values) {
    StringBuilder text = new StringBuilder(kind);
    for (JsonNode value : values) {
      text.append('\n');
      write(value, text);
    }
    return of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void write(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      text.append('{');
      sorted.forEach(
          (key, child) -> {
            text.append(TextNode.valueOf(key)).append(':');
            write(child, text);
            text.append(',');
          });
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      for (Iterator<JsonNode> elements = value.elements(); elements.hasNext(); ) {
        write(elements.next(), text);
        text.append(',');
      }
      text.append(']');
    } else if (value.isNumber()) {
      BigDecimal number = value.decimalValue().stripTrailingZeros();
      text.append(number.unscaledValue()).append('e').append(-(long) number.scale());
    } else if (value.isPojo()) {
      text.append("number ").append(value.asText());
    } else {
      text.append(value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value);
    }
  }
}
