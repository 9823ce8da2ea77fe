package org.liveevents.tools.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.runtime.kafka.TopicProvisioner.Provisioned;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;

/** An installation's brokers, as its operator sees them. */
public final class Brokers implements AutoCloseable {

  private final Installation installation;
  private final Admin admin;

  /** Connects when first asked. */
  public Brokers(Installation installation) {
    this.installation = installation;
    this.admin = Admin.create(settings(installation));
  }

  /** The settings of an admin client that doesn't keep a person waiting. */
  public static Map<String, Object> settings(Installation installation) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "8000");
    settings.putAll(installation.kafka());
    return settings;
  }

  /**
   * How long the typed topics keep records.
   *
   * @throws CommandFailed if the brokers can't be asked
   */
  public Retention typedRetention() {
    String prefix = installation.topics().topics().prefix();
    List<ConfigResource> typed =
        await(admin.listTopics().names()).stream()
            .filter(
                topic ->
                    topic.startsWith(prefix + ".events.") || topic.startsWith(prefix + ".caliper."))
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<String, Duration> retention = new TreeMap<>();
    await(admin.describeConfigs(typed).all())
        .forEach((topic, config) -> retention.put(topic.name(), retention(config)));
    return new Retention(retention, installation.topics());
  }

  /**
   * How long that topic keeps records; it must be there.
   *
   * @throws CommandFailed if the brokers can't be asked, or have no such topic
   */
  public Duration retention(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return retention(await(admin.describeConfigs(List.of(resource)).values().get(resource)));
  }

  /**
   * Creates those topics that are missing.
   *
   * @throws CommandFailed if they can't be created or the brokers can't be asked
   */
  public void provide(Collection<TopicSpec> topics) {
    try {
      Provisioned provisioned =
          new TopicProvisioner(admin, installation.replicationFactor()).provision(topics);
      if (!provisioned.isComplete()) {
        throw new CommandFailed(
            Exit.KAFKA,
            "topics are missing and not ours to create: have them created: "
                + provisioned.missing());
      }
    } catch (KafkaException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.STOPPED, "interrupted while waiting for the brokers");
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.STOPPED, "interrupted while waiting for the brokers");
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    }
  }

  private CommandFailed unreachable(@Nullable Throwable cause) {
    return new CommandFailed(
        Exit.KAFKA,
        "the brokers at "
            + installation.brokers()
            + " don't answer as they should: "
            + (cause == null ? "no reason given" : cause.getClass().getSimpleName()));
  }

  private static Duration retention(Config config) {
    ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
    return Retention.ofMillis(entry == null ? null : entry.value());
  }
}
