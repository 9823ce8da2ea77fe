package org.liveevents.generator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The schema files of one folder, and the references between them. */
final class SchemaFiles {

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<Path, ObjectNode> read = new HashMap<>();
  private final Path folder;

  SchemaFiles(Path folder) {
    this.folder = folder;
  }

  /** A schema, and the file it stands in. */
  record Located(ObjectNode schema, Path file) {

    Located at(ObjectNode inner) {
      return new Located(inner, file);
    }
  }

  /** All schemas of a format, by name. */
  List<Located> of(String format) {
    try (Stream<Path> files = Files.list(folder.resolve(format))) {
      return files.sorted().map(file -> new Located(file(file), file)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the reference of a schema leads to. */
  Located referred(Located from) {
    String reference = from.schema().get("$ref").textValue();
    int fragment = reference.indexOf('#');
    Path file =
        fragment == 0
            ? from.file()
            : from.file().resolveSibling(reference.substring(0, fragment)).normalize();
    if (!(file(file).at(reference.substring(fragment + 1)) instanceof ObjectNode target)) {
      throw new IllegalStateException("a reference that leads nowhere: " + reference);
    }
    return new Located(target, file);
  }

  private ObjectNode file(Path file) {
    return read.computeIfAbsent(
        file,
        path -> {
          try {
            return mapper.readValue(path.toFile(), ObjectNode.class);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
