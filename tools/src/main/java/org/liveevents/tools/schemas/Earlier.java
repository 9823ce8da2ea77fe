package org.liveevents.tools.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Option;

/** The side that schemas are compared with: a registry or a directory. */
final class Earlier {

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "compare with the schemas in this directory instead of a registry")
  private @Nullable Path directory;

  /** The registry; empty if it is a directory. */
  Optional<SchemaRegistry> registry(Later later) {
    return directory == null ? Optional.of(new SchemaRegistry(later.registry())) : Optional.empty();
  }

  /** What it has for topics of ours, by subject. */
  Map<String, ObjectNode> schemas(Later later) {
    return registry(later)
        .map(registry -> registered(registry, later.topics()))
        .orElseGet(() -> filed(later.topics()));
  }

  private static Map<String, ObjectNode> registered(SchemaRegistry registry, Topics topics) {
    Map<String, ObjectNode> latest = new TreeMap<>();
    for (String subject : registry.subjects()) {
      if (SchemaDirectory.Kind.of(topics, subject).isPresent() && subject.endsWith("-value")) {
        registry.latest(subject).ifPresent(schema -> latest.put(subject, schema));
      }
    }
    return latest;
  }

  private Map<String, ObjectNode> filed(Topics topics) {
    Map<String, ObjectNode> filed = new TreeMap<>();
    if (directory != null) {
      SchemaDirectory.read(directory, topics)
          .forEach(schema -> filed.put(schema.subject(), schema.schema()));
    }
    return filed;
  }
}
