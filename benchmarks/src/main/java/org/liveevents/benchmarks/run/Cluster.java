package org.liveevents.benchmarks.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicProvisioner;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.streams.course.Views;
import org.liveevents.topic.Topics;

/** The broker's topics and groups, as the run needs them. */
final class Cluster implements AutoCloseable {

  private final Admin admin;
  private final PipelineTopics pipeline;

  Cluster(String bootstrap, PipelineTopics pipeline) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    this.pipeline = pipeline;
  }

  Topics topics() {
    return pipeline.topics();
  }

  int rawPartitions() {
    return pipeline.rawPartitions();
  }

  void createRaw() throws InterruptedException {
    provision(List.of(pipeline.raw()));
  }

  /** Everything a competitor writes to, empty; what an earlier one wrote goes. */
  void createOutputs() throws InterruptedException {
    delete(name -> !name.endsWith(".raw") && !name.startsWith("__"));
    List<TopicSpec> outputs = new ArrayList<>(pipeline.typed(EventCatalogue.bundled()));
    outputs.add(pipeline.rejected());
    for (String store : Views.topics()) {
      outputs.add(pipeline.state(store));
    }
    provision(outputs);
    answer(
        admin
            .createTopics(
                List.of(
                    new NewTopic(topics().prefix() + ".copy", pipeline.rawPartitions(), (short) 1)
                        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
            .all());
  }

  private void delete(Predicate<String> which) throws InterruptedException {
    List<String> gone = topicNames().stream().filter(which).toList();
    if (!gone.isEmpty()) {
      answer(admin.deleteTopics(gone).all());
    }
    while (topicNames().stream().anyMatch(gone::contains)) {
      Thread.sleep(100);
    }
  }

  private void provision(Collection<TopicSpec> specs) throws InterruptedException {
    List<TopicSpec> endless = specs.stream().map(Cluster::endless).toList();
    if (!new TopicProvisioner(admin, OptionalInt.empty()).provision(endless).isComplete()) {
      throw new IllegalStateException("topics could not be created");
    }
  }

  /** Records carry the time of a history that may be long past, and would be dropped for it. */
  private static TopicSpec endless(TopicSpec spec) {
    Map<String, String> settings = new HashMap<>(spec.settings());
    settings.replace(TopicConfig.RETENTION_MS_CONFIG, "-1");
    return new TopicSpec(spec.name(), spec.partitions(), settings);
  }

  Set<String> topicNames() throws InterruptedException {
    return answer(admin.listTopics().names());
  }

  /** How many raw records there are. */
  long rawEnd() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < pipeline.rawPartitions(); partition++) {
      asked.put(new TopicPartition(topics().raw(), partition), OffsetSpec.latest());
    }
    return answer(admin.listOffsets(asked).all()).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  /** How many raw records a group has committed. */
  long committed(String group) throws InterruptedException {
    return answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topics().raw()))
        .mapToLong(entry -> entry.getValue() == null ? 0 : entry.getValue().offset())
        .sum();
  }

  /** Bytes in the logs of the topics whose names it asks for. */
  long bytes(Predicate<String> which) throws InterruptedException {
    return answer(admin.describeLogDirs(List.of(0)).allDescriptions()).values().stream()
        .flatMap(directories -> directories.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> which.test(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  /** The typed topics, the rejected one and the state topics there are. */
  Set<String> outputs() throws InterruptedException {
    return topicNames().stream().filter(this::isOutput).collect(Collectors.toSet());
  }

  boolean isOutput(String name) {
    return name.startsWith(topics().prefix() + ".") && !name.equals(topics().raw());
  }

  boolean isInternal(String name) {
    return name.endsWith("-changelog") || name.endsWith("-repartition");
  }

  /** Waits for the broker. */
  void await() throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        topicNames();
        return;
      } catch (IllegalStateException e) {
        if (attempt > 50) {
          throw e;
        }
      }
    }
  }

  private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker refuses", e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
