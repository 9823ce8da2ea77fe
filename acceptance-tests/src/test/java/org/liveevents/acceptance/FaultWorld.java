package org.liveevents.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liveevents.acceptance.BrokerTrio.Client;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.quickstart.embedded.JwksServer;

/**
 * Everything as processes of their own, with proxies between them: three brokers, an SQS server
 * with a store, a registry, two bridges with spools, two topologies with standbys. Kept from one
 * schedule to the next.
 */
final class FaultWorld implements AutoCloseable {

  static final String GRACE = "2s";

  private final Map<String, String> more;
  private final Path directory;
  private final Path logs;
  final BrokerTrio brokers;
  final DurableSqs sqs;
  final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  final FaultProxy toKeys = new FaultProxy();
  final List<Node> bridges = new ArrayList<>();
  final List<Node> topologies = new ArrayList<>();
  final FaultProxy toRegistry = new FaultProxy();
  private final JwksServer jwks = JwksServer.start(keys);
  private final ApicurioRegistry registry;

  FaultWorld(Path directory, Path logs) {
    this(directory, logs, Map.of());
  }

  /**
   * A world at work.
   *
   * @param more settings of all services
   */
  FaultWorld(Path directory, Path logs, Map<String, String> more) {
    this.more = more;
    this.directory = directory;
    this.logs = logs;
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    toKeys.to(jwks.url().getPort());
    registry = ApicurioRegistry.start(logs);
    toRegistry.to(registry.url().getPort());
    brokers = new BrokerTrio(directory, logs);
    sqs = new DurableSqs(directory, logs);
    brokers.awaitReplicas();
    sqs.awaitReady();
    registry.awaitReady();
    for (int number = 0; number < 2; number++) {
      bridges.add(new Node("bridge-" + number, ServiceProcess.BRIDGE, bridge(number)));
      topologies.add(new Node("topology-" + number, ServiceProcess.TOPOLOGY, topology(number)));
    }
    // The first creates the topics.
    bridges.get(0).start();
    bridges.get(0).process.awaitReady();
    bridges.get(1).start();
    topologies.forEach(Node::start);
    awaitReady();
  }

  /** Another topology, which comes and goes. */
  Node guest() {
    return new Node("topology-2", ServiceProcess.TOPOLOGY, topology(2));
  }

  private Map<String, String> bridge(int number) {
    Map<String, String> settings = common(Client.BRIDGE);
    settings.putAll(sqs.settings());
    settings.put("WEBHOOK_PORT", Integer.toString(FreePorts.free()));
    settings.put("WEBHOOK_JWKS_URL", "http://127.0.0.1:" + toKeys.port() + jwks.url().getPath());
    settings.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
    settings.put("SPOOL_DIRECTORY", directory.resolve("spool-" + number).toString());
    return settings;
  }

  private Map<String, String> topology(int number) {
    Map<String, String> settings = common(Client.TOPOLOGY);
    String port = Integer.toString(FreePorts.free());
    settings.put("KAFKA_STATE_DIR", state(number).toString());
    settings.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
    settings.put("KAFKA_HEARTBEAT_INTERVAL_MS", "1500");
    settings.put("KAFKA_GROUP_INSTANCE_ID", "topology-" + number);
    settings.put("KAFKA_NUM_STANDBY_REPLICAS", "1");
    settings.put("KAFKA_NUM_STREAM_THREADS", "1");
    settings.put("REORDER_GRACE", GRACE);
    settings.put(
        "SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + toRegistry.port() + registry.url().getPath());
    settings.put("QUERY_PORT", port);
    settings.put("QUERY_ADVERTISED", "127.0.0.1:" + port);
    settings.put("QUERY_AUTH", "none");
    return settings;
  }

  private Map<String, String> common(Client client) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", brokers.servers(client));
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.putAll(more);
    return settings;
  }

  Path state(int number) {
    return directory.resolve("state-" + number);
  }

  QueryApi query() {
    return new QueryApi(topologies.get(0).query());
  }

  /** For whoever has to find out why nothing moves: what all threads do, in the services' logs. */
  void dumpThreads() {
    topologies.forEach(node -> node.process.dumpThreads());
  }

  /** All links work, everything runs again. */
  void heal() throws InterruptedException {
    toKeys.heal();
    toRegistry.heal();
    sqs.heal();
    brokers.heal();
    brokers.awaitReplicas();
    Stream.concat(bridges.stream(), topologies.stream()).forEach(Node::revive);
    awaitReady();
  }

  private void awaitReady() {
    sqs.awaitReady();
    Stream.concat(bridges.stream(), topologies.stream()).forEach(Node::awaitReady);
  }

  @Override
  public void close() throws IOException {
    bridges.forEach(Node::close);
    topologies.forEach(Node::close);
    sqs.close();
    brokers.close();
    toKeys.close();
    toRegistry.close();
    jwks.close();
    registry.close();
  }

  /** A service through its crashes. */
  final class Node {

    private final String name;
    private final String mainClass;
    private final Map<String, String> settings;
    private ServiceProcess process;

    Node(String name, String mainClass, Map<String, String> settings) {
      this.name = name;
      this.mainClass = mainClass;
      this.settings = settings;
    }

    URI query() {
      return URI.create("http://" + settings.get("QUERY_ADVERTISED"));
    }

    int webhookPort() {
      return Integer.parseInt(settings.get("WEBHOOK_PORT"));
    }

    String name() {
      return name;
    }

    ServiceProcess process() {
      return process;
    }

    void start() {
      startWith(Map.of());
    }

    /** With some settings changed, for this life. */
    void startWith(Map<String, String> changed) {
      Map<String, String> all = new HashMap<>(settings);
      all.putAll(changed);
      process = ServiceProcess.start(mainClass, all, logs.resolve(name + ".log"));
    }

    /** One that ended is started again, as its supervisor would. */
    void revive() {
      if (process.isAlive()) {
        process.resume();
        process.clearDisk();
      } else {
        start();
      }
    }

    void awaitReady() {
      long deadline = System.nanoTime() + 180_000_000_000L;
      while (System.nanoTime() < deadline) {
        revive();
        try {
          if (process.isReady()) {
            return;
          }
          Thread.sleep(300);
        } catch (UncheckedIOException e) { // not there yet
          Thread.onSpinWait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
      throw new AssertionError(name + " is not ready; see " + logs.resolve(name + ".log"));
    }

    void close() {
      if (process != null) {
        process.close();
      }
    }
  }
}
