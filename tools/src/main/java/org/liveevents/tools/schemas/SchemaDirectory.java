package org.liveevents.tools.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.liveevents.runtime.registry.TopicSchema;
import org.liveevents.topic.Topics;

/**
 * Schemas as files, named by what they are about and not by an installation's topics.
 *
 * <pre>
 * canvas/grade_change.json    caliper/grade_change.json    state/latest-grade.json
 * </pre>
 */
final class SchemaDirectory {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String SUFFIX = ".json";

  /** A family of topics, and the folder of its schemas. */
  enum Kind {
    CANVAS(".events."),
    CALIPER(".caliper."),
    STATE(".state.");

    private final String infix;

    Kind(String infix) {
      this.infix = infix;
    }

    /** The family that a topic, or a subject, belongs to. */
    static Optional<Kind> of(Topics topics, String topic) {
      return Arrays.stream(values())
          .filter(kind -> topic.startsWith(kind.stem(topics)))
          .findFirst();
    }

    String stem(Topics topics) {
      return topics.prefix() + infix;
    }

    Path folder(Path directory) {
      return directory.resolve(name().toLowerCase(Locale.ROOT));
    }
  }

  private SchemaDirectory() {}

  /**
   * All schemas in a directory, by topic.
   *
   * @throws UncheckedIOException if there are none, or one can't be read
   */
  static List<TopicSchema> read(Path directory, Topics topics) {
    List<TopicSchema> schemas = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Path folder = kind.folder(directory);
      if (Files.isDirectory(folder)) {
        for (Path file : files(folder)) {
          String name = file.getFileName().toString();
          schemas.add(
              new TopicSchema(
                  kind.stem(topics) + name.substring(0, name.length() - SUFFIX.length()),
                  schema(file)));
        }
      }
    }
    if (schemas.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("no schemas in the folders canvas, caliper or state of " + directory));
    }
    return schemas;
  }

  /** Writes them, making folders as needed. */
  static void write(Path directory, Topics topics, Collection<TopicSchema> schemas)
      throws IOException {
    for (TopicSchema schema : schemas) {
      Kind kind = Kind.of(topics, schema.topic()).orElseThrow();
      Path folder = Files.createDirectories(kind.folder(directory));
      String name = schema.topic().substring(kind.stem(topics).length());
      Files.writeString(
          folder.resolve(name + SUFFIX), MAPPER.writeValueAsString(schema.schema()) + "\n");
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode schema(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(file + " is no JSON Schema (" + e.getClass().getSimpleName() + ")"));
    }
  }
}
