package org.liveevents.quickstart.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
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
  private final String controllers;
  private final Path directory;
  private final boolean temporary;

  private EmbeddedKafka(
      KafkaRaftServer server,
      int port,
      int advertised,
      String controllers,
      Path directory,
      boolean temporary) {
    this.server = server;
    this.port = port;
    this.advertised = advertised;
    this.controllers = controllers;
    this.directory = directory;
    this.temporary = temporary;
  }

  /** Starts an empty broker on a free port; its data goes when it is closed. */
  public static EmbeddedKafka start() {
    try {
      return start(Files.createTempDirectory("live-events-kafka"), 0, 0, Map.of(), true);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the broker", e);
    }
  }

  /**
   * Starts an empty broker on a free port, whose data goes when it is closed.
   *
   * @param settings of the broker, which win over ours
   */
  public static EmbeddedKafka start(Map<String, String> settings) {
    try {
      return start(Files.createTempDirectory("live-events-kafka"), 0, 0, settings, true);
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
      return start(Files.createTempDirectory("live-events-kafka"), 0, advertised, Map.of(), true);
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
    return start(directory, port, 0, Map.of(), false);
  }

  private static EmbeddedKafka start(
      Path directory,
      int requested,
      int advertised,
      Map<String, String> settings,
      boolean temporary) {
    int port = FreePorts.orFree(requested);
    format(directory, NODE, Uuid.randomUuid().toString());
    int controllerPort = FreePorts.free();
    Properties properties = BrokerProperties.of(NODE, port, controllerPort, directory);
    properties.putAll(settings);
    if (advertised != 0) {
      properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised);
    }
    return new EmbeddedKafka(
        running(properties),
        port,
        advertised == 0 ? port : advertised,
        BrokerProperties.voter(NODE, controllerPort),
        directory,
        temporary);
  }

  /**
   * Starts one more broker of this cluster, on a free port. It may be closed and started again on
   * the same directory while this one runs, but not the other way round.
   */
  public EmbeddedKafka join(Path itsDirectory) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      format(itsDirectory, NODE + 1, admin.describeCluster().clusterId().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the cluster does not say who it is", e);
    }
    int itsPort = FreePorts.free();
    Properties properties = BrokerProperties.further(NODE + 1, itsPort, controllers, itsDirectory);
    return new EmbeddedKafka(
        running(properties), itsPort, itsPort, controllers, itsDirectory, false);
  }

  private static KafkaRaftServer running(Properties properties) {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return server;
  }

  /** A directory is formatted once: its cluster's id is part of its data. */
  private static void format(Path directory, int node, String cluster) {
    if (Files.exists(directory.resolve(META_PROPERTIES))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(node)
            .setClusterId(cluster)
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
