package org.liveevents.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** JSON texts: read, compared by what they say, and said in other words. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shortest text, without a blank between tokens. */
  static String write(JsonNode tree) {
    return tree.toString();
  }

  /** What a text says; see {@link #value(JsonNode)}. */
  static Object value(String text) {
    return value(parse(text));
  }

  /**
   * What a tree says: equal for equal JSON values, however keys are ordered and numbers are
   * spelled.
   */
  static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> members = new HashMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
      return members;
    }
    if (node.isArray()) {
      List<Object> elements = new ArrayList<>();
      node.forEach(element -> elements.add(value(element)));
      return elements;
    }
    return node.isNumber() ? node.decimalValue().stripTrailingZeros() : node;
  }

  /** The same value in other words: keys in another order, blanks, {@code 5} as {@code 5.0}. */
  static String respelled(String text, Random random) {
    return respelled(parse(text), random).toPrettyString();
  }

  private static JsonNode respelled(JsonNode node, Random random) {
    if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
      Collections.shuffle(members, random);
      ObjectNode object = MAPPER.createObjectNode();
      members.forEach(member -> object.set(member.getKey(), respelled(member.getValue(), random)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = MAPPER.createArrayNode();
      node.forEach(element -> array.add(respelled(element, random)));
      return array;
    }
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      return DecimalNode.valueOf(number.setScale(Math.max(0, number.scale()) + 1));
    }
    return node;
  }
}
