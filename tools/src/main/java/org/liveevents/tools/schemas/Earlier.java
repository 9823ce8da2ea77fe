package org.liveevents.tools.schemas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Option;

/** The side that schemas are compared with: a registry or a directory. */
final class Earlier {

  /**
   * The subjects of a side.
   *
   * @param find their schemas, asked for when they are needed
   */
  record Schemas(Set<String> subjects, Function<String, Optional<ObjectNode>> find) {

    Optional<ObjectNode> schema(String subject) {
      return find.apply(subject);
    }
  }

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "compare with the schemas in this directory instead of a registry")
  private @Nullable Path directory;

  /** The registry; empty if it is a directory. */
  Optional<SchemaRegistry> registry(Later later) {
    return directory == null ? Optional.of(new SchemaRegistry(later.registry())) : Optional.empty();
  }

  /** What it has for topics of ours. */
  Schemas schemas(Later later) {
    Topics topics = later.topics();
    return registry(later)
        .map(registry -> registered(registry, topics))
        .orElseGet(() -> filed(topics));
  }

  private static Schemas registered(SchemaRegistry registry, Topics topics) {
    Set<String> subjects =
        registry.subjects().stream()
            .filter(subject -> SchemaDirectory.Kind.of(topics, subject).isPresent())
            .filter(subject -> subject.endsWith("-value"))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Schemas(
        subjects,
        subject -> subjects.contains(subject) ? registry.latest(subject) : Optional.empty());
  }

  private Schemas filed(Topics topics) {
    Map<String, ObjectNode> filed = new TreeMap<>();
    if (directory != null) {
      SchemaDirectory.read(directory, topics)
          .forEach(schema -> filed.put(schema.subject(), schema.schema()));
    }
    return new Schemas(filed.keySet(), subject -> Optional.ofNullable(filed.get(subject)));
  }
}
