package org.liveevents.quickstart.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** The settings of the embedded broker: one node, a small footprint, nothing waits needlessly. */
final class BrokerProperties {

  static final String CONTROLLER = "CONTROLLER";

  private BrokerProperties() {}

  static Properties of(int node, int port, int controllerPort, Path directory) {
    Properties properties = new Properties();
    identify(properties, node, port, directory);
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", voter(node, controllerPort));
    properties.put(
        "listeners",
        properties.get("listeners") + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    replicateToNobody(properties);
    staySmall(properties);
    return properties;
  }

  /** Of a further broker, whose controller is elsewhere. */
  static Properties further(int node, int port, String controllers, Path directory) {
    Properties properties = new Properties();
    identify(properties, node, port, directory);
    properties.put("process.roles", "broker");
    properties.put("controller.quorum.voters", controllers);
    replicateToNobody(properties);
    staySmall(properties);
    return properties;
  }

  /** How brokers find the controller of that node. */
  static String voter(int node, int controllerPort) {
    return node + "@127.0.0.1:" + controllerPort;
  }

  private static void identify(Properties properties, int node, int port, Path directory) {
    String client = "PLAINTEXT://127.0.0.1:" + port;
    properties.put("node.id", Integer.toString(node));
    properties.put("listeners", client);
    properties.put("advertised.listeners", client);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    properties.put("log.dirs", directory.toString());
  }

  private static void replicateToNobody(Properties properties) {
    for (String state : new String[] {"transaction.state.log", "share.coordinator.state.topic"}) {
      properties.put(state + ".replication.factor", "1");
      properties.put(state + ".min.isr", "1");
      properties.put(state + ".num.partitions", "5");
    }
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "5");
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void staySmall(Properties properties) {
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("log.segment.bytes", Integer.toString(32 * 1024 * 1024));
    properties.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
    // The coordinators' logs are read whole at every start, in segments of this size.
    properties.put("offsets.topic.segment.bytes", Integer.toString(8 * 1024 * 1024));
    properties.put("transaction.state.log.segment.bytes", Integer.toString(8 * 1024 * 1024));
  }
}
