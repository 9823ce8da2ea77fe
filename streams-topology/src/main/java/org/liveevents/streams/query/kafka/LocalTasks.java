package org.liveevents.streams.query.kafka;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/** What the stream threads of this process hold of the raw topic, as they know themselves. */
record LocalTasks(KafkaStreams streams, String rawTopic) {

  /** The client id of the consumer that reads that partition; empty if none does. */
  Optional<String> consumerOf(int partition) {
    TopicPartition raw = new TopicPartition(rawTopic, partition);
    for (ThreadMetadata thread : threads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        if (task.topicPartitions().contains(raw)) {
          return Optional.of(thread.consumerClientId());
        }
      }
    }
    return Optional.empty();
  }

  /** The partitions of which there is a copy, and nothing more. */
  Set<Integer> copies() {
    Set<Integer> copies = new HashSet<>();
    threads().forEach(thread -> copies.addAll(raw(thread.standbyTasks())));
    threads().forEach(thread -> copies.removeAll(raw(thread.activeTasks())));
    return copies;
  }

  private Set<ThreadMetadata> threads() {
    return streams.state().isRunningOrRebalancing() ? streams.metadataForLocalThreads() : Set.of();
  }

  private Set<Integer> raw(Set<TaskMetadata> tasks) {
    return tasks.stream()
        .flatMap(task -> task.topicPartitions().stream())
        .filter(partition -> partition.topic().equals(rawTopic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }
}
