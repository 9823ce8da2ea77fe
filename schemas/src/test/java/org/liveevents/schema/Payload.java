package org.liveevents.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.liveevents.event.PayloadFormat;

/**
 * A payload in a file, and the schema it should follow.
 *
 * @param name the file as folder and name
 */
public record Payload(String name, EventSchema schema, JsonNode json) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaCatalogue SCHEMAS = SchemaCatalogue.bundled();

  /** Our samples of events whose shape is known. */
  public static List<Payload> samples() {
    List<Payload> samples = new ArrayList<>();
    samples.addAll(folder(resource("canvas"), PayloadFormat.CANVAS));
    samples.addAll(folder(resource("canvas-asset_accessed"), PayloadFormat.CANVAS));
    samples.addAll(folder(resource("caliper"), PayloadFormat.CALIPER));
    samples.addAll(folder(resource("caliper-asset_accessed"), PayloadFormat.CALIPER));
    return samples;
  }

  /** Published payloads under that folder. */
  public static List<Payload> published(Path examples) {
    List<Payload> published = new ArrayList<>();
    published.addAll(folder(examples.resolve("canvas"), PayloadFormat.CANVAS));
    published.addAll(folder(examples.resolve("corrected"), PayloadFormat.CANVAS));
    published.addAll(
        folder(examples.resolve("canvas-variants/asset_accessed"), PayloadFormat.CANVAS));
    published.addAll(folder(examples.resolve("caliper"), PayloadFormat.CALIPER));
    published.addAll(
        folder(examples.resolve("caliper-variants/asset_accessed"), PayloadFormat.CALIPER));
    return published;
  }

  @Override
  public String toString() {
    return name;
  }

  /** All payloads of a folder; one that ends in an event's name holds variants of that event. */
  private static List<Payload> folder(Path folder, PayloadFormat format) {
    boolean variants = folder.toString().endsWith("asset_accessed");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted()
          .flatMap(
              file -> {
                String stem = file.getFileName().toString().replaceFirst("\\.json$", "");
                return SCHEMAS
                    .find(format, variants ? "asset_accessed" : stem)
                    .map(
                        schema ->
                            new Payload(folder.getFileName() + "/" + stem, schema, read(file)))
                    .stream();
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String folder) {
    URL url =
        Objects.requireNonNull(
            Payload.class.getResource("/org/liveevents/samples/" + folder), folder);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
