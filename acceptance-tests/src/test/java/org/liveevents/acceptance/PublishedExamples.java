package org.liveevents.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The payloads Canvas publishes, and what is known of them. They are no part of this project: they
 * lie in {@code shared/canvas-events} beside it, or in the folder named by {@code -Dshared}.
 */
final class PublishedExamples {

  private static final Path FOLDER =
      Path.of(System.getProperty("shared", "../../shared")).resolve("canvas-events");
  private static final Path EXAMPLES = FOLDER.resolve("examples");

  private PublishedExamples() {}

  /** Whether they can be read; only a machine that builds for everybody must have them. */
  static boolean areAtHand() {
    boolean areThere = Files.isDirectory(EXAMPLES);
    if (!areThere && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("the published examples are not in " + EXAMPLES);
    }
    return areThere;
  }

  /**
   * One published file.
   *
   * @param file its path below the examples, without the ending
   * @param text the bytes Canvas published
   */
  record Example(String file, String text, JsonNode tree) {

    boolean isCanvas() {
      return tree.has("metadata");
    }

    /** The name Canvas files it under, whatever it says itself. */
    String publishedName() {
      return file.split("/", -1)[1];
    }

    /** What the SQS attribute says: the Canvas name, for Caliper too. */
    String attributeName() {
      return isCanvas() ? tree.at("/metadata/event_name").textValue() : publishedName();
    }

    String time() {
      return tree.at(isCanvas() ? "/metadata/event_time" : "/data/0/eventTime").textValue();
    }

    /** The same without a blank between tokens. */
    String compact() {
      return Json.write(tree);
    }

    /** What makes it this event and no other; see {@link PublishedExamples#identity}. */
    Object identity() {
      return PublishedExamples.identity(tree);
    }
  }

  /** An event's value without what belongs to its delivery. */
  static Object identity(JsonNode event) {
    return event.has("metadata")
        ? List.of(Json.value(event.get("metadata")), Json.value(event.get("body")))
        : Json.value(event.at("/data/0"));
  }

  /** Every published file, by its path. */
  static List<Example> all() {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> example(EXAMPLES.relativize(file).toString(), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events whose published example is known to be wrong somewhere. */
  static Set<String> defective() {
    Set<String> names = new TreeSet<>();
    for (JsonNode event : Json.parse(read(FOLDER.resolve("catalogue.json"))).get("events")) {
      if (event.has("doc_defects")) {
        names.add(event.get("event_name").textValue());
      }
    }
    return names;
  }

  private static Example example(String path, String text) {
    return new Example(path.replaceFirst("\\.json$", ""), text, Json.parse(text));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
