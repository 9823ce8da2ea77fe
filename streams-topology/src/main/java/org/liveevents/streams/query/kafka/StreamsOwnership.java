package org.liveevents.streams.query.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.query.Address;
import org.liveevents.streams.query.EndOffsets;
import org.liveevents.streams.query.Instance;
import org.liveevents.streams.query.Owner;
import org.liveevents.streams.query.Ownership;

/**
 * Ownership as the group's last assignment told, which names only instances with an address.
 *
 * <p>How many partitions there are is asked of the raw topic itself. Streams counts those in the
 * assignment it knows; where that is incomplete they are too few, and a course looked for in the
 * wrong partition would silently not be found.
 */
public final class StreamsOwnership implements Ownership {

  private final KafkaStreams streams;
  private final String rawTopic;
  private final String store;
  private final Address self;
  private final EndOffsets raw;

  /** Streams makes its metadata anew with each assignment: the same objects are the same one. */
  private final WhileSame<StreamsMetadata, Integer, Held> assignment;

  /**
   * Who holds a partition.
   *
   * @param assigned how many partitions Streams knew of
   */
  private record Held(int assigned, Owner owner, List<Owner> copies) {}

  /**
   * Ownership among the instances of that application.
   *
   * @param store any store made from the raw topic: they all share its partitions
   * @param self this instance as its {@code application.server} says
   */
  public StreamsOwnership(
      KafkaStreams streams, String rawTopic, String store, Address self, EndOffsets raw) {
    this.streams = streams;
    this.rawTopic = rawTopic;
    this.store = store;
    this.self = self;
    this.raw = raw;
    this.assignment = new WhileSame<>(streams::metadataForAllStreamsClients, this::held);
  }

  @Override
  public OptionalInt partitions() {
    return raw.partitions();
  }

  @Override
  public OptionalInt partitionOf(String scopeKey) {
    OptionalInt count = raw.partitions();
    // The default partitioner of Kafka's producers, for keyed records.
    return count.isEmpty()
        ? count
        : OptionalInt.of(
            Utils.toPositive(Utils.murmur2(scopeKey.getBytes(UTF_8))) % count.getAsInt());
  }

  @Override
  public Owner owner(int partition) {
    return whileRunning(() -> assignment.of(partition))
        .filter(held -> OptionalInt.of(held.assigned).equals(raw.partitions()))
        .map(Held::owner)
        .orElseGet(Owner.Nobody::new);
  }

  @Override
  public List<Owner> copies(int partition) {
    return whileRunning(() -> assignment.of(partition)).map(Held::copies).orElseGet(List::of);
  }

  /** Works out who holds a partition, which takes Streams longer than reading a value. */
  private Held held(int partition) {
    AtomicInteger assigned = new AtomicInteger();
    KeyQueryMetadata metadata = streams.queryMetadataForKey(store, "", only(partition, assigned));
    return metadata == null
        ? new Held(0, new Owner.Nobody(), List.of())
        : new Held(assigned.get(), owner(metadata.activeHost()), copies(metadata.standbyHosts()));
  }

  private Owner owner(HostInfo host) {
    if (host.equals(HostInfo.unavailable())) {
      return new Owner.Nobody();
    }
    Address address = address(host);
    return address.equals(self) ? new Owner.Here() : new Owner.There(address);
  }

  private List<Owner> copies(Set<HostInfo> hosts) {
    return hosts.stream()
        .map(this::owner)
        .sorted(Comparator.comparing(holder -> !holder.isHere()))
        .toList();
  }

  @Override
  public List<Instance> instances() {
    return whileRunning(streams::metadataForAllStreamsClients).stream()
        .flatMap(Collection::stream)
        .filter(client -> !client.hostInfo().equals(HostInfo.unavailable()))
        .map(this::instance)
        .toList();
  }

  private Instance instance(StreamsMetadata client) {
    Address address = address(client.hostInfo());
    return new Instance(
        address.toString(),
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

  /** Finds that partition, and how many Streams knows of: it tells nobody but a partitioner. */
  private static StreamPartitioner<String, Object> only(int partition, AtomicInteger assigned) {
    return (topic, key, value, partitions) -> {
      assigned.set(partitions);
      return Optional.of(Set.of(partition));
    };
  }

  /** What Streams tells; empty if it isn't started yet, is stopped, or knows nothing. */
  private static <T> Optional<T> whileRunning(Supplier<@Nullable T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (StreamsNotStartedException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static Address address(HostInfo host) {
    return new Address(host.host(), host.port());
  }
}
