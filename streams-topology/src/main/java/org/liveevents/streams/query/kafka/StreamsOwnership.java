package org.liveevents.streams.query.kafka;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.query.Address;
import org.liveevents.streams.query.Instance;
import org.liveevents.streams.query.Owner;
import org.liveevents.streams.query.Ownership;

/**
 * Ownership as the group's last assignment told. An instance that advertises no address is alone:
 * what it holds is here, what it doesn't hold is refused when read.
 */
public final class StreamsOwnership implements Ownership {

  private final KafkaStreams streams;
  private final String rawTopic;
  private final String store;
  private final Optional<Address> self;

  /**
   * Ownership among the instances of that application.
   *
   * @param store any store made from the raw topic: they all share its partitions
   * @param self the address this instance advertises as {@code application.server}
   */
  public StreamsOwnership(
      KafkaStreams streams, String rawTopic, String store, Optional<Address> self) {
    this.streams = streams;
    this.rawTopic = rawTopic;
    this.store = store;
    this.self = self;
  }

  @Override
  public OptionalInt partitions() {
    // Streams tells the number of partitions to nobody but a partitioner.
    AtomicInteger count = new AtomicInteger();
    metadata(
        (topic, key, value, partitions) -> {
          count.set(partitions);
          return Optional.of(Set.of(0));
        },
        "");
    return count.get() == 0 ? OptionalInt.empty() : OptionalInt.of(count.get());
  }

  @Override
  public OptionalInt partitionOf(String scopeKey) {
    try {
      return Optional.ofNullable(
              known(streams.queryMetadataForKey(store, scopeKey, Serdes.String().serializer())))
          .map(metadata -> OptionalInt.of(metadata.partition()))
          .orElseGet(OptionalInt::empty);
    } catch (StreamsNotStartedException | StreamsStoppedException e) {
      return OptionalInt.empty();
    }
  }

  @Override
  public Owner owner(int partition) {
    if (self.isEmpty()) {
      return new Owner.Here();
    }
    return metadata((topic, key, value, partitions) -> Optional.of(Set.of(partition)), "")
        .map(KeyQueryMetadata::activeHost)
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .map(StreamsOwnership::address)
        .<Owner>map(host -> host.equals(self.get()) ? new Owner.Here() : new Owner.There(host))
        .orElseGet(Owner.Nobody::new);
  }

  @Override
  public List<Instance> instances() {
    try {
      return streams.metadataForAllStreamsClients().stream().map(this::instance).toList();
    } catch (StreamsNotStartedException | StreamsStoppedException e) {
      return List.of();
    }
  }

  private Instance instance(StreamsMetadata client) {
    boolean advertises = !client.hostInfo().equals(HostInfo.unavailable());
    Optional<Address> address =
        advertises ? Optional.of(address(client.hostInfo())) : Optional.empty();
    return new Instance(
        address.map(Address::toString).orElse(null),
        address.equals(self),
        raw(client.topicPartitions()),
        raw(client.standbyTopicPartitions()));
  }

  private List<Integer> raw(Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> partition.topic().equals(rawTopic))
        .map(TopicPartition::partition)
        .collect(Collectors.toList());
  }

  private Optional<KeyQueryMetadata> metadata(
      StreamPartitioner<String, Object> partitioner, String key) {
    try {
      return Optional.ofNullable(known(streams.queryMetadataForKey(store, key, partitioner)));
    } catch (StreamsNotStartedException | StreamsStoppedException e) {
      return Optional.empty();
    }
  }

  /** Null if Streams knows nothing yet. */
  private static @Nullable KeyQueryMetadata known(@Nullable KeyQueryMetadata metadata) {
    return metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE) ? null : metadata;
  }

  private static Address address(HostInfo host) {
    return new Address(host.host(), host.port());
  }
}
