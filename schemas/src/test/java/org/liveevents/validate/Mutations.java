package org.liveevents.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Payloads changed in one to three places, in every way we could think of but one: a text that ends
 * with a line feed, which {@code $} lets pass in Java and nowhere else.
 */
final class Mutations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "nobody",
          "565",
          "-565",
          "2107~565",
          "2107~",
          "~565",
          "21070000000000565",
          "12345678901234567890",
          "1~12345678901234",
          "565\n",
          "\u0665\u0666",
          "2026-09-01T08:15:30.123Z",
          "2026-09-01T08:15:30Z",
          "2026-09-01T08:15Z",
          "2026-09-01",
          "2026-13-01T08:15:30Z",
          "2026-09-32T08:15:30Z",
          "2026-09-01T24:15:30Z",
          "2026-09-01T08:60:30Z",
          "2026-09-01T08:15:61.000Z",
          "2026-09-01 00:15:30 -0800",
          "2026-09-01T02:15:30-06:00",
          "2026-09-01T08:15:30,5UTC",
          "2026-09-01T08:15:30.12Z",
          "019-11-01T08:15:30Z",
          "urn:instructure:canvas:user:2107~565",
          "urn:x",
          "urn:instructure:canvas:user:",
          "urn:instructure:canvas:course:7:section:abc",
          "urn:instructure:canvas:quizzes:quiz:5",
          "urn:instructure:canvas:submission:abc",
          "urn:instructure:canvas::5",
          "https://canvas.example.edu/",
          "://x",
          "h:",
          "grade_change",
          "GradeEvent",
          "content-export-5",
          "content-export-",
          "\uD83D\uDE00");

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  JsonNode of(JsonNode payload) {
    JsonNode mutant = payload.deepCopy();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      change(mutant);
    }
    return mutant;
  }

  private void change(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    if (container instanceof ObjectNode object) {
      change(object);
    } else {
      change((ArrayNode) container);
    }
  }

  private void change(ObjectNode object) {
    List<String> names =
        new ArrayList<>(object.properties().stream().map(Map.Entry::getKey).toList());
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set(random.nextBoolean() ? "id" : "of_next_year" + random.nextInt(3), value());
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(6)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.set(name, near(object.get(name)));
      default -> object.set(name, value());
    }
  }

  private void change(ArrayNode array) {
    switch (array.isEmpty() ? 0 : random.nextInt(4)) {
      case 0 -> array.add(value());
      case 1 -> array.remove(random.nextInt(array.size()));
      case 2 -> array.add(array.get(random.nextInt(array.size())).deepCopy());
      default -> array.set(random.nextInt(array.size()), value());
    }
  }

  /** The same in another type, or with one character more, less or changed. */
  private JsonNode near(JsonNode old) {
    if (!old.isTextual() || old.textValue().isEmpty() || random.nextInt(4) == 0) {
      return old.isTextual() ? NODES.arrayNode().add(old) : TextNode.valueOf(old.asText());
    }
    StringBuilder text = new StringBuilder(old.textValue());
    int at = random.nextInt(text.length());
    char other = "0123456789~:-+.TZ a\u00e9".charAt(random.nextInt(20));
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, other);
      default -> text.setCharAt(at, other);
    }
    return TextNode.valueOf(text.toString());
  }

  private JsonNode value() {
    return switch (random.nextInt(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(random.nextInt(1000));
      case 4 -> DecimalNode.valueOf(new BigDecimal("5.0"));
      case 5 -> NODES.numberNode(new BigDecimal(random.nextInt(1000)).movePointLeft(1));
      case 6 -> NODES.numberNode(new BigDecimal("-1E+300"));
      case 7 -> NODES.numberNode(new BigInteger("9".repeat(1 + random.nextInt(60))).negate());
      case 8 -> NODES.numberNode(new BigInteger("9".repeat(1 + random.nextInt(60))));
      case 9 -> NODES.objectNode().set("id", TextNode.valueOf(text()));
      case 10 -> random.nextBoolean() ? NODES.arrayNode() : NODES.objectNode();
      default -> TextNode.valueOf(text());
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
