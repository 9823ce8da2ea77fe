package org.liveevents.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Where settings come from: the environment, and beneath it a properties file. Blank is unset. */
final class Sources {

  private final SmallRyeConfig config;
  private final Map<String, String> kafka;

  Sources(Map<String, String> environment, Map<String, String> file) {
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(environment, "environment", 300),
                new PropertiesConfigSource(file, "file", 100))
            .build();
    Map<String, String> merged = new TreeMap<>(file);
    merged.putAll(environment);
    this.kafka = Map.copyOf(KafkaSettings.among(merged));
  }

  /** The lines of a properties file. */
  static Map<String, String> read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      Map<String, String> lines = new LinkedHashMap<>();
      properties
          .stringPropertyNames()
          .forEach(name -> lines.put(name, properties.getProperty(name)));
      return lines;
    }
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(config.getConfigValue(name).getValue())
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  Map<String, String> kafka() {
    return kafka;
  }
}
