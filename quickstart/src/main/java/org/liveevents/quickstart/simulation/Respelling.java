package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a JSON value anew in other words: keys in another order, blanks between tokens, {@code 5}
 * as {@code 5.0}, letters as escapes. It stays the same value, so the same event.
 */
final class Respelling {

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private Respelling(Random random) {
    this.random = random;
  }

  static String of(String json, long seed) {
    Respelling respelling = new Respelling(new Random(seed));
    respelling.value(Json.parse(json));
    return respelling.out.toString();
  }

  private void value(JsonNode node) {
    blank();
    if (node.isObject()) {
      object(node);
    } else if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        out.append(i == 0 ? "" : ",");
        value(node.get(i));
      }
      out.append(']');
    } else if (node.isNumber()) {
      number(node);
    } else if (node.isTextual()) {
      text(node.textValue());
    } else {
      out.append(Json.write(node));
    }
    blank();
  }

  private void object(JsonNode node) {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
    Collections.shuffle(entries, random);
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonNode> entry : entries) {
      out.append(separator);
      blank();
      text(entry.getKey());
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void number(JsonNode node) {
    String plain = node.decimalValue().toPlainString();
    out.append(plain).append(plain.indexOf('.') < 0 ? ".0" : "0");
  }

  /** Escapes the first letter, which every reader must undo. */
  private void text(String text) {
    String quoted = Json.write(TextNode.valueOf(text));
    if (text.isEmpty() || !Character.isLetter(text.charAt(0)) || random.nextInt(4) > 0) {
      out.append(quoted);
    } else {
      out.append("\"\\u%04x".formatted((int) text.charAt(0))).append(quoted, 2, quoted.length());
    }
  }

  private void blank() {
    switch (random.nextInt(6)) {
      case 0 -> out.append(' ');
      case 1 -> out.append("\n  ");
      default -> {
        // Most tokens stand close together.
      }
    }
  }
}
