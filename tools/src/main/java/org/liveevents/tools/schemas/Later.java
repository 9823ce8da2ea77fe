package org.liveevents.tools.schemas;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.registry.PipelineSchemas;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.TopicSchema;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The schemas a command is about, and the settings it goes by. */
final class Later {

  @Mixin private Configuration configuration = new Configuration();

  @Option(
      names = "--schemas",
      paramLabel = "DIR",
      description = "schemas to look at instead of those of this release, laid out as by export")
  private @Nullable Path directory;

  /** The schemas to look at. */
  List<TopicSchema> schemas() {
    return directory == null
        ? PipelineSchemas.of(topics())
        : SchemaDirectory.read(directory, topics());
  }

  Topics topics() {
    Settings settings = configuration.settings();
    String prefix = settings.text(Key.TOPIC_PREFIX).orElse(Topics.DEFAULT_PREFIX);
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      settings.problem(Key.TOPIC_PREFIX, String.valueOf(e.getMessage()));
      settings.check();
      throw e;
    }
  }

  /**
   * How to reach the registry.
   *
   * @throws org.liveevents.runtime.config.ConfigurationException if that isn't configured, or badly
   */
  RegistrySettings registry() {
    Settings settings = configuration.settings();
    Optional<RegistrySettings> registry = RegistrySettings.from(settings);
    if (registry.isEmpty() && settings.text(Key.SCHEMA_REGISTRY_URL).isEmpty()) {
      settings.problem(Key.SCHEMA_REGISTRY_URL, "set it to the registry's address");
    }
    settings.check();
    return registry.orElseThrow();
  }
}
