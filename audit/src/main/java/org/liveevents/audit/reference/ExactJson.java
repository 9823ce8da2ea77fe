package org.liveevents.audit.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Parses a text that is one JSON value and nothing else, within the contract's limits. */
final class ExactJson {

  private static final int DEEPEST = 64;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(1000)
                          .maxNameLength(50_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .build();

  private ExactJson() {}

  /**
   * The tree of a text.
   *
   * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException if it is beyond a limit
   * @throws IOException if it is no JSON
   */
  static JsonNode parse(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      JsonNode root = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the value");
      }
      if (hasHalfACharacter(root)) {
        throw new IOException("half of a surrogate pair");
      }
      return root;
    }
  }

  /** A tree in which numbers keep their exact value; of one without, the spelling. */
  private static JsonNode value(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> nodes.nullNode();
      default -> number(parser.getText());
    };
  }

  private static JsonNode number(String spelling) {
    try {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(spelling).stripTrailingZeros());
    } catch (NumberFormatException | ArithmeticException e) { // an exponent beyond 32 bits
      return JsonNodeFactory.instance.pojoNode(spelling);
    }
  }

  private static boolean hasHalfACharacter(JsonNode node) {
    if (node.isTextual()) {
      return isHalved(node.textValue());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (isHalved(entry.getKey())) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (hasHalfACharacter(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalved(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
