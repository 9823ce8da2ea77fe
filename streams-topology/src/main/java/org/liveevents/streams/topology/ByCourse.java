package org.liveevents.streams.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.StateChange;

/** Keeps all state records of a course in one partition, whatever else their keys hold. */
final class ByCourse implements StreamPartitioner<String, StateChange> {

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, StateChange change, int partitions) {
    byte[] course = Keys.courseOf(key).getBytes(StandardCharsets.UTF_8);
    return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(course)) % partitions));
  }
}
