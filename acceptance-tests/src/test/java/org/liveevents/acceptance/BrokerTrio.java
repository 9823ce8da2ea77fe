package org.liveevents.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.liveevents.quickstart.embedded.FreePorts;

/**
 * Three brokers as processes, everything on all three, two of them enough. Bridges, topologies and
 * whoever looks on have listeners of their own; those of the former two lead through proxies.
 */
final class BrokerTrio implements AutoCloseable {

  /** Who connects. */
  enum Client {
    BRIDGE,
    TOPOLOGY
  }

  private static final int NODES = 3;

  private final List<BrokerProcess> brokers = new ArrayList<>();
  private final Map<Client, List<FaultProxy>> proxies = new HashMap<>();
  private final List<Integer> direct = ports();

  BrokerTrio(Path directory, Path logs) {
    List<Integer> controllers = ports();
    String cluster = Uuid.randomUuid().toString();
    String voters =
        IntStream.range(0, NODES)
            .mapToObj(node -> node + "@127.0.0.1:" + controllers.get(node))
            .collect(Collectors.joining(","));
    for (Client client : Client.values()) {
      proxies.put(client, new ArrayList<>());
    }
    for (int node = 0; node < NODES; node++) {
      Properties properties = common();
      properties.put("node.id", Integer.toString(node));
      properties.put("controller.quorum.voters", voters);
      StringBuilder listeners =
          new StringBuilder(
              "INTERNAL://127.0.0.1:"
                  + direct.get(node)
                  + ",CONTROLLER://127.0.0.1:"
                  + controllers.get(node));
      StringBuilder advertised = new StringBuilder("INTERNAL://127.0.0.1:" + direct.get(node));
      for (Client client : Client.values()) {
        int port = FreePorts.free();
        FaultProxy proxy = FaultProxy.toBroker().to(port);
        proxies.get(client).add(proxy);
        listeners.append(",").append(client).append("://127.0.0.1:").append(port);
        advertised.append(",").append(client).append("://127.0.0.1:").append(proxy.port());
      }
      properties.put("listeners", listeners.toString());
      properties.put("advertised.listeners", advertised.toString());
      brokers.add(
          BrokerProcess.of(
              node, cluster, directory, properties, logs.resolve("broker-" + node + ".log")));
    }
    brokers.forEach(BrokerProcess::start);
  }

  private static List<Integer> ports() {
    return IntStream.range(0, NODES).mapToObj(node -> FreePorts.free()).toList();
  }

  private static Properties common() {
    Properties properties = new Properties();
    properties.put("process.roles", "broker,controller");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("inter.broker.listener.name", "INTERNAL");
    properties.put(
        "listener.security.protocol.map",
        "INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,BRIDGE:PLAINTEXT,TOPOLOGY:PLAINTEXT");
    for (String state :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(state + ".replication.factor", "3");
      properties.put(state + ".num.partitions", "5");
    }
    properties.put("transaction.state.log.min.isr", "2");
    properties.put("share.coordinator.state.topic.min.isr", "2");
    properties.put("default.replication.factor", "3");
    properties.put("min.insync.replicas", "2");
    properties.put("auto.create.topics.enable", "false");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("broker.session.timeout.ms", "6000");
    properties.put("broker.heartbeat.interval.ms", "1000");
    properties.put("num.network.threads", "2");
    properties.put("num.io.threads", "4");
    properties.put("background.threads", "2");
    properties.put("log.segment.bytes", Integer.toString(32 * 1024 * 1024));
    properties.put("log.index.size.max.bytes", Integer.toString(1024 * 1024));
    properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
    return properties;
  }

  /** Where who looks on connects. */
  String direct() {
    return direct.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Where that client connects, through the proxies. */
  String servers(Client client) {
    return proxies.get(client).stream()
        .map(proxy -> "127.0.0.1:" + proxy.port())
        .collect(Collectors.joining(","));
  }

  /** The links of that client, one to each broker. */
  List<FaultProxy> links(Client client) {
    return proxies.get(client);
  }

  /** kill -9, and back after a while. */
  void crash(int node, Duration away) throws InterruptedException {
    brokers.get(node).kill();
    Thread.sleep(away.toMillis());
    brokers.get(node).start();
  }

  /** kill -9 of all at once, and back after a while. */
  void crashAll(Duration away) throws InterruptedException {
    brokers.forEach(BrokerProcess::kill);
    Thread.sleep(away.toMillis());
    brokers.forEach(BrokerProcess::start);
  }

  /** Stands still for a while, and takes itself for the leader when it goes on. */
  void freeze(int node, Duration time) throws InterruptedException {
    brokers.get(node).pause();
    Thread.sleep(time.toMillis());
    brokers.get(node).resume();
  }

  /** One after the other stops in good order and comes back. */
  void roll() throws InterruptedException {
    for (BrokerProcess broker : brokers) {
      broker.stop();
      broker.start();
      awaitReplicas();
    }
  }

  /** Every partition's leader becomes another. */
  void moveLeaders(Random random) {
    try (Admin admin = admin()) {
      Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
      for (TopicDescription topic : ours(admin)) {
        for (TopicPartitionInfo partition : topic.partitions()) {
          int first = random.nextInt(NODES);
          moves.put(
              new TopicPartition(topic.name(), partition.partition()),
              Optional.of(
                  new NewPartitionReassignment(
                      List.of(first, (first + 1) % NODES, (first + 2) % NODES))));
        }
      }
      admin.alterPartitionReassignments(moves).all().get(30, TimeUnit.SECONDS);
      admin.electLeaders(ElectionType.PREFERRED, moves.keySet()).partitions().get();
    } catch (Exception e) { // a broker may be away just then: that is a fault, too
      System.out.println("leaders not moved: " + e);
    }
  }

  private static Collection<TopicDescription> ours(Admin admin)
      throws InterruptedException, ExecutionException {
    List<String> names =
        admin.listTopics().names().get().stream()
            .filter(name -> name.equals("canvas.raw") || name.contains("-changelog"))
            .toList();
    return admin.describeTopics(names).allTopicNames().get().values();
  }

  /** Every transactional producer loses its right to commit. */
  void fenceProducers() {
    try (Admin admin = admin()) {
      List<String> ids =
          admin.listTransactions().all().get(30, TimeUnit.SECONDS).stream()
              .map(TransactionListing::transactionalId)
              .toList();
      admin.fenceProducers(ids).all().get(30, TimeUnit.SECONDS);
    } catch (Exception e) { // the coordinator may be away just then
      System.out.println("producers not fenced: " + e);
    }
  }

  /** Waits until every broker is there and every partition is on all three. */
  void awaitReplicas() {
    await("all replicas in sync")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .until(
            () -> {
              try (Admin admin = admin()) {
                return admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size() == NODES
                    && ours(admin).stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition -> partition.isr().size() == NODES);
              }
            });
  }

  void heal() {
    proxies.values().forEach(links -> links.forEach(FaultProxy::heal));
    brokers.stream().filter(broker -> !broker.isAlive()).forEach(BrokerProcess::start);
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", direct(),
            "default.api.timeout.ms", "20000",
            "request.timeout.ms", "10000"));
  }

  @Override
  public void close() throws IOException {
    for (List<FaultProxy> links : proxies.values()) {
      for (FaultProxy link : links) {
        link.close();
      }
    }
    brokers.forEach(BrokerProcess::close);
  }
}
