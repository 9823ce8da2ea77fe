package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Looks into a parsed event; steps of a path are parted by slashes, since keys hold dots. */
final class Tree {

  /** A number of more digits is written with its exponent: it can't be an id. */
  private static final int MOST_PLAIN_DIGITS = 64;

  private Tree() {}

  /** What stands at that path; a missing node if nothing does. */
  static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (String step : path.split("/", -1)) {
      node = node.isArray() ? node.path(step.equals("0") ? 0 : -1) : node.path(step);
    }
    return node;
  }

  /** The text of a string, or of a number by its value; null if it is empty or anything else. */
  static @Nullable String text(JsonNode root, String path) {
    JsonNode node = at(root, path);
    if (node.isTextual()) {
      return node.textValue().isEmpty() ? null : node.textValue();
    }
    if (node.isPojo()) {
      return node.asText();
    }
    if (!node.isNumber()) {
      return null;
    }
    BigDecimal value = node.decimalValue().stripTrailingZeros();
    boolean isPlain =
        value.scale() <= 0 && (long) value.precision() - value.scale() <= MOST_PLAIN_DIGITS;
    return isPlain ? value.toPlainString() : value.toString();
  }

  /** The text at the first of those paths that has one. */
  static @Nullable String first(JsonNode root, String... paths) {
    for (String path : paths) {
      String text = Tree.text(root, path);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
