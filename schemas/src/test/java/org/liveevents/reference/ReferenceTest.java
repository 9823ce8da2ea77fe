package org.liveevents.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.Judge;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.topic.Topics;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The reference in {@code docs} is what the schemas say. With {@code -Dreference=write} it is
 * written anew first.
 */
class ReferenceTest {

  private static final Path EVENTS = Path.of("..", "docs", "events");
  private static final Path ASYNC_API = Path.of("..", "docs", "reference", "asyncapi.yaml");
  private static final boolean WRITE = "write".equals(System.getProperty("reference"));
  private static final String REMEDY = "see CONTRIBUTING.md for how to write it anew";

  @Test
  void thePagesOfEventsAreUpToDate() throws IOException {
    // Given
    Map<String, String> pages = new EventPages().all();
    if (WRITE) {
      writeAnew(pages);
    }

    // Then
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(EVENTS)) {
      for (Path file : files.toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(committed.keySet()).as(REMEDY).isEqualTo(pages.keySet());
    pages.forEach((name, page) -> assertThat(committed.get(name)).as(REMEDY).isEqualTo(page));
  }

  @Test
  void theAsyncApiDocumentIsUpToDate() throws IOException {
    // Given
    String yaml = AsyncApi.yaml();
    if (WRITE) {
      Files.writeString(ASYNC_API, yaml);
    }

    // Then
    assertThat(Files.readString(ASYNC_API)).as(REMEDY).isEqualTo(yaml);
  }

  @Test
  void theAsyncApiDocumentHasAChannelForEveryTopicOthersRead() {
    // Given
    Topics topics = new Topics("canvas");
    Set<String> expected = new HashSet<>(Set.of(topics.rejected()));
    EventCatalogue.bundled()
        .all()
        .forEach(
            event -> {
              expected.add(topics.typed(PayloadFormat.CANVAS, event.name()));
              if (event.inCaliper()) {
                expected.add(topics.typed(PayloadFormat.CALIPER, event.name()));
              }
            });
    for (PayloadFormat format : PayloadFormat.values()) {
      expected.add(topics.typed(format, "unrecognized"));
    }
    SchemaCatalogue.bundled().states().forEach(state -> expected.add(topics.state(state.store())));

    // When
    Set<String> addresses = new HashSet<>();
    for (JsonNode channel : document().get("channels")) {
      String prefix = channel.at("/parameters/prefix/default").textValue();
      addresses.add(channel.get("address").textValue().replace("{prefix}", prefix));
    }

    // Then
    assertThat(addresses).isEqualTo(expected);
  }

  @Test
  void theAsyncApiDocumentIsWellFormed() {
    // Given
    JsonNode document = document();

    // Then
    assertThat(document.get("asyncapi").textValue()).isEqualTo("3.0.0");
    assertThat(document.get("info").get("title").isTextual()).isTrue();
    assertThat(document.get("info").get("version").isTextual()).isTrue();
    for (String part : Set.of("messages", "schemas")) {
      document
          .get("components")
          .get(part)
          .fieldNames()
          .forEachRemaining(name -> assertThat(name).matches("[A-Za-z0-9._-]+"));
    }
    document
        .findValuesAsText("$ref")
        .forEach(
            reference ->
                assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue());
    document
        .get("operations")
        .properties()
        .forEach(
            entry -> {
              assertThat(entry.getValue().get("action").textValue()).isEqualTo("send");
              String channel = entry.getValue().at("/channel/$ref").textValue();
              assertThat(entry.getValue().at("/messages/0/$ref").textValue())
                  .startsWith(channel + "/messages/");
            });
    for (JsonNode message : document.get("components").get("messages")) {
      assertThat(message.get("payload").isObject()).isTrue();
      assertThat(message.get("summary").textValue()).isNotBlank();
    }
    for (JsonNode schema : document.get("components").get("schemas")) {
      assertThat(Judge.faults(schema)).isEmpty();
    }
  }

  private static JsonNode document() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(20_000_000);
    options.setMaxAliasesForCollections(0);
    return new ObjectMapper()
        .valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(AsyncApi.yaml()));
  }

  private static void writeAnew(Map<String, String> pages) throws IOException {
    Files.createDirectories(EVENTS);
    try (Stream<Path> files = Files.list(EVENTS)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(EVENTS.resolve(page.getKey()), page.getValue());
    }
  }
}
