package org.liveevents.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.liveevents.quickstart.embedded.FreePorts;

/**
 * One of several topologies on a broker, a process that comes and goes, with an address and a disk
 * that stay. Raw has four partitions, and the grace is two seconds.
 */
final class TopologyInstance implements AutoCloseable {

  private final int number;
  private final Path log;
  private final Path state;
  private final String address = "127.0.0.1:" + FreePorts.free();
  private final Map<String, String> settings = new HashMap<>();
  private ServiceProcess process;

  /**
   * One that is not started yet.
   *
   * @param directory where its state lies, in a folder of its own
   * @param log the first part of the name of its log
   */
  TopologyInstance(int number, String bootstrapServers, Path directory, String log) {
    this.number = number;
    this.log = Path.of("target", log + "-" + number + ".log");
    this.state = directory.resolve("state-" + number);
    settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    settings.put("KAFKA_STATE_DIR", state.toString());
    settings.put("RAW_PARTITIONS", "4");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("REORDER_GRACE", "2s");
    settings.put("QUERY_PORT", address.substring(address.indexOf(':') + 1));
    settings.put("QUERY_ADVERTISED", address);
    settings.put("QUERY_AUTH", "none");
  }

  /** A static member of its group, with a copy of another's partitions. */
  TopologyInstance asStaticMember(Duration session) {
    return with("KAFKA_SESSION_TIMEOUT_MS", Long.toString(session.toMillis()))
        .with("KAFKA_HEARTBEAT_INTERVAL_MS", "1000")
        .with("KAFKA_GROUP_INSTANCE_ID", "topology-" + number)
        .with("KAFKA_NUM_STANDBY_REPLICAS", "1");
  }

  TopologyInstance with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  int number() {
    return number;
  }

  /** Host and port of its query API. */
  String address() {
    return address;
  }

  QueryApi query() {
    return new QueryApi(URI.create("http://" + address));
  }

  /** The process it is, or was last. */
  ServiceProcess process() {
    return process;
  }

  boolean isThere() {
    return process != null && process.isAlive();
  }

  void start() {
    process = ServiceProcess.start(ServiceProcess.TOPOLOGY, settings, log);
  }

  void startIfNot() {
    if (!isThere()) {
      start();
    }
  }

  void awaitReady() {
    process.awaitReady();
  }

  /** Takes its disk away, while it isn't there. */
  void deleteState() {
    Directories.delete(state);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
