package org.liveevents.tools.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.runtime.config.Installation;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;

/** Writes down who is to be forgotten. For one thread. */
public final class Wishes implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;

  /** Connects when first used. */
  public Wishes(Installation installation) {
    Map<String, String> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "live-events-tools");
    settings.putAll(installation.kafka());
    this.producer =
        new KafkaProducer<>(
            ProducerSettings.of(settings), new StringSerializer(), new ByteArraySerializer());
    this.topic = installation.topics().topics().forget();
  }

  /**
   * Returns when the brokers have it for good.
   *
   * @param person canonical id
   * @throws CommandFailed if they don't take it
   */
  public void forget(String person, Instant now) {
    byte[] wish =
        JsonNodeFactory.instance
            .objectNode()
            .put("wished_at", now.toString())
            .toString()
            .getBytes(UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic, person, wish)).get();
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.STOPPED, "interrupted while waiting for the brokers");
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  private CommandFailed refused(@Nullable Throwable cause) {
    return new CommandFailed(
        Exit.KAFKA,
        "the brokers don't take records of "
            + topic
            + ": "
            + (cause == null ? "no reason given" : cause.getClass().getSimpleName()));
  }
}
