package org.liveevents.quickstart.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka cluster of one node, broker and controller in one, reachable on the loopback interface
 * only. Its features are finalised at the production defaults, as a freshly formatted cluster has
 * them, so that transactions and groups behave as they do in production.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final int NODE = 0;
  private static final String META_PROPERTIES = "meta.properties";

  private final KafkaRaftServer server;
  private final int port;
  private final int advertised;
  private final Path directory;
  private final boolean temporary;

  private EmbeddedKafka(
      KafkaRaftServer server, int port, int advertised, Path directory, boolean temporary) {
    this.server = server;
    this.port = port;
    this.advertised = advertised;
    this.directory = directory;
    this.temporary = temporary;
  }

  /** Starts an empty broker on a free port; its data goes when it is closed. */
  public static EmbeddedKafka start() {
    try {
      return start(Files.createTempDirectory("live-events-kafka"), 0, 0, true);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the broker", e);
    }
  }

  /**
   * Starts an empty broker that sends its clients to another port than the one it listens on, where
   * something stands between; {@link #bootstrapServers} names that port too.
   */
  public static EmbeddedKafka startBehind(int advertised) {
    try {
      return start(Files.createTempDirectory("live-events-kafka"), 0, advertised, true);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the broker", e);
    }
  }

  /**
   * Starts a broker on the data of that directory, which is formatted if it is new and kept when
   * the broker is closed.
   *
   * @param port where clients connect, or 0 for a free port
   */
  public static EmbeddedKafka start(Path directory, int port) {
    return start(directory, port, 0, false);
  }

  private static EmbeddedKafka start(
      Path directory, int requested, int advertised, boolean temporary) {
    int port = FreePorts.orFree(requested);
    format(directory);
    Properties properties = BrokerProperties.of(NODE, port, FreePorts.free(), directory);
    if (advertised != 0) {
      properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(
        server, port, advertised == 0 ? port : advertised, directory, temporary);
  }

  /** A directory is formatted once: its cluster's id is part of its data. */
  private static void format(Path directory) {
    if (Files.exists(directory.resolve(META_PROPERTIES))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            // Finalises every feature at the default of this release, not only the metadata
            // version.
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setControllerListenerName(BrokerProperties.CONTROLLER)
            .setMetadataLogDirectory(directory.toString())
            .addDirectory(directory.toString());
    try {
      Files.createDirectories(directory);
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("the broker's directory cannot be formatted", e);
    }
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + advertised;
  }

  /** The port clients connect to; give it to {@link #start(Path, int)} to come back in place. */
  public int port() {
    return port;
  }

  /** Where the data is. */
  public Path directory() {
    return directory;
  }

  /** Stops the broker in good order; data in a temporary directory goes with it. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    if (temporary) {
      try {
        Utils.delete(directory.toFile());
      } catch (IOException e) {
        throw new UncheckedIOException("the broker's temporary data could not be deleted", e);
      }
    }
  }
}
