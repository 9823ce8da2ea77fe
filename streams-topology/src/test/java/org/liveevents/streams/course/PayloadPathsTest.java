package org.liveevents.streams.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadPathsTest {

  private final PayloadPaths paths =
      new PayloadPaths(List.of("metadata/user_id", "body/a", "body/deep/b.c/0/d", "body/e"));

  @Test
  void findsWhatItWantsWhereverItStands() {
    assertThat(
            read(
                """
                {"x":[{"body":{"a":1}}],"body":{"e":{"a":2},"deep":{"b.c":[{"z":[[]],"d":true},\
                {"d":false}]},"a":"text"},"metadata":{"user_id":12}}"""))
        .isEqualTo(
            Map.of(
                "metadata/user_id",
                new BigDecimal("12"),
                "body/a",
                "text",
                "body/deep/b.c/0/d",
                true,
                "body/e",
                PayloadPaths.CONTAINER));
  }

  @Test
  void takesNullAndAbsentAlike() {
    assertThat(read("{\"metadata\":{\"user_id\":null},\"body\":{}}")).isEmpty();
    assertThat(read("{\"body\":[],\"metadata\":3}")).isEmpty();
    assertThat(read("{}")).isEmpty();
  }

  @Test
  void readsOneNumberHoweverItIsSpelled() {
    for (String spelled : List.of("850", "850.0", "8.5e2", "0.85E+3")) {
      assertThat(read("{\"body\":{\"a\":" + spelled + "}}"))
          .containsEntry("body/a", new BigDecimal("850"));
    }
  }

  @Test
  void readsTextsWithEscapesAndKeysSpelledWithThem() {
    assertThat(
            read(
                "{\"bo\\u0064y\":{\"\\u0061\":\"\\ud83c\\udf93 \\\"\\\\\\/\\n\u00e9\",\"e\":\"x\"}}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("body/a", "\ud83c\udf93 \"\\/\n\u00e9", "body/e", "x"));
  }

  @Test
  void takesWhatIsTooLongToBeTrueAsAbsent() {
    assertThat(read("{\"body\":{\"a\":\"" + "x".repeat(20_000) + "\",\"e\":1e999999999}}"))
        .isEmpty();
    assertThat(read("{\"body\":{\"a\":\"\",\"e\":-17}}"))
        .isEqualTo(Map.of("body/e", new BigDecimal("-17")));
  }

  /** Random documents: what Jackson's tree finds at the same places. */
  @Test
  void findsWhatATreeHolds() throws IOException {
    long seed = Long.getLong("seed", new Random().nextLong(1_000_000_000));
    Random random = new Random(seed);
    ObjectMapper mapper =
        new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    List<String> wanted = List.of("a", "a/b", "b/0", "b/0/a", "c/a/b", "c/b/0/c", "d/\u00e9");
    PayloadPaths places = new PayloadPaths(wanted);
    for (int round = 0; round < 3000; round++) {
      // Given
      String json = document(random, 0);
      // When
      Map<String, Object> found = places.read(json.getBytes(UTF_8));
      // Then
      JsonNode tree = mapper.readTree(json);
      Map<String, Object> expected = new HashMap<>();
      wanted.forEach(path -> expect(path, tree, expected));
      assertThat(found).as("seed %s: %s", seed, json).isEqualTo(expected);
    }
  }

  private static void expect(String path, JsonNode tree, Map<String, Object> expected) {
    JsonNode node = tree;
    for (String step : path.split("/", -1)) {
      node = node.isArray() && step.equals("0") ? node.path(0) : node.path(step);
    }
    if (node.isContainerNode()) {
      expected.put(path, PayloadPaths.CONTAINER);
    } else if (node.isNumber()) {
      expected.put(path, PayloadPaths.number(node.decimalValue().toString()));
    } else if (node.isBoolean()) {
      expected.put(path, node.booleanValue());
    } else if (node.isTextual() && !node.textValue().isEmpty()) {
      expected.put(path, node.textValue());
    }
  }

  private static String document(Random random, int depth) {
    StringBuilder json = new StringBuilder(blanks(random));
    switch (depth == 0 ? 0 : random.nextInt(depth > 4 ? 5 : 8)) {
      case 1 -> json.append(random.nextInt(2000) - 1000);
      case 2 -> json.append(random.nextBoolean() ? "1.50" : "-2e1");
      case 3 -> json.append(List.of("true", "false", "null").get(random.nextInt(3)));
      case 4 ->
          json.append(
              List.of(
                      "\"\"",
                      "\"}],{\"",
                      "\"\\\\\"",
                      "\"\\\"\\u0041\u00e9\ud83c\udf93\"",
                      "\"plain words\"")
                  .get(random.nextInt(5)));
      case 5, 6 -> {
        json.append('[');
        for (int left = random.nextInt(3); left > 0; left--) {
          json.append(document(random, depth + 1)).append(left > 1 ? "," : "");
        }
        json.append(']');
      }
      default -> {
        json.append('{').append(blanks(random));
        List<String> keys = new ArrayList<>(List.of("a", "b", "c", "d", "\u00e9", "0", "other"));
        Collections.shuffle(keys, random);
        for (int left = depth > 4 ? 0 : random.nextInt(6); left > 0; left--) {
          String key = keys.get(left);
          json.append('"').append(key.equals("b") ? "\\u0062" : key).append('"');
          json.append(blanks(random)).append(':').append(document(random, depth + 1));
          json.append(left > 1 ? "," : "");
        }
        json.append('}');
      }
    }
    return json.append(blanks(random)).toString();
  }

  private static String blanks(Random random) {
    return random.nextInt(4) == 0 ? " \n" : "";
  }

  private Map<String, Object> read(String json) {
    return paths.read(json.getBytes(UTF_8));
  }
}
