package org.liveevents.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.liveevents.envelope.RandomJson;

/** Whoever goes through the bytes finds what a general parser finds. */
class JsonBytesTest {

  private static final long SEED = Long.getLong("seed", new Random().nextLong());
  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final JsonNodeFactory NODES = JACKSON.getNodeFactory();

  @Test
  void findsWhatAGeneralParserFinds() throws IOException {
    Random random = new Random(SEED);
    RandomJson values = new RandomJson(random);
    for (int i = 0; i < 20_000; i++) {
      // Given
      byte[] bytes = values.spell(values.value(4)).getBytes(UTF_8);

      // When
      JsonNode found = tree(new JsonBytes(bytes));

      // Then
      assertThat(found).as("-Dseed=%d round %d", SEED, i).isEqualTo(JACKSON.readTree(bytes));
    }
  }

  @Test
  void whatIsPassedOverEndsWhereItEnds() throws IOException {
    Random random = new Random(SEED);
    RandomJson values = new RandomJson(random);
    for (int i = 0; i < 20_000; i++) {
      // Given
      String first = values.spell(values.value(3));
      byte[] bytes = ("[" + first + ",\"next\"]").getBytes(UTF_8);
      JsonBytes json = new JsonBytes(bytes);

      // When
      json.enters(']');
      json.skip();

      // Then
      assertThat(json.goesOn()).as("-Dseed=%d round %d", SEED, i).isTrue();
      json.string();
      assertThat(json.text()).as("-Dseed=%d round %d", SEED, i).isEqualTo("next");
      assertThat(json.goesOn()).isFalse();
    }
  }

  @Test
  void bytesThatAreNoJsonComeToAnEnd() {
    Random random = new Random(SEED);
    RandomJson values = new RandomJson(random);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            byte[] whole = values.spell(values.value(4)).getBytes(UTF_8);
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (broken.length > 0) {
              broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
              new JsonBytes(broken).skip();
            } catch (IndexOutOfBoundsException e) {
              assertThat(e).isNotNull();
            }
          }
        },
        () -> "-Dseed=" + SEED);
  }

  private static JsonNode tree(JsonBytes json) throws IOException {
    return switch (json.peek()) {
      case '{' -> object(json);
      case '[' -> array(json);
      case '"' -> {
        json.string();
        yield NODES.textNode(json.text());
      }
      default -> {
        json.skip();
        yield JACKSON.readTree(json.text());
      }
    };
  }

  private static ObjectNode object(JsonBytes json) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (boolean more = json.enters('}'); more; more = json.goesOn()) {
      json.string();
      String key = json.text();
      json.colon();
      object.set(key, tree(json));
    }
    return object;
  }

  private static ArrayNode array(JsonBytes json) throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (boolean more = json.enters(']'); more; more = json.goesOn()) {
      array.add(tree(json));
    }
    return array;
  }
}
