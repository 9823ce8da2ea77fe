package org.liveevents.quickstart.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventId;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;
import org.liveevents.topic.CloudEventHeaders;
import org.liveevents.topic.RejectedHeaders;
import org.liveevents.topic.Topics;

/** Reads all topics once and notes what stands in them. */
final class Observer {

  /** The order in which events of one scope must stand. */
  private record Turn(Instant time, EventId id) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER =
        Comparator.comparing(Turn::time).thenComparing(Turn::id);

    @Override
    public int compareTo(Turn other) {
      return ORDER.compare(this, other);
    }
  }

  private record Lane(String topic, String scope) {}

  private final EnvelopeReader reader;
  private final Map<TypedTopic, Map<EventId, Integer>> typed = new HashMap<>();
  private final Map<String, Map<Payload, Integer>> rejected = new HashMap<>();
  private final Set<EventId> late = new HashSet<>();
  private final Set<EventId> future = new HashSet<>();
  private final Set<EventId> arrived = new HashSet<>();
  private final Map<String, Turn> lastArrived = new HashMap<>();
  private final Map<Lane, Turn> lastForwarded = new HashMap<>();
  private long received;
  private long disordered;
  private long misplaced;

  private Observer(long shard) {
    this.reader = new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(shard));
  }

  static Observed observe(TopicReader topicReader, Topics topics, long shard)
      throws InterruptedException {
    Observer observer = new Observer(shard);
    Map<String, TypedTopic> typed = typedTopics(topicReader, topics);
    topicReader.read(List.of(topics.raw()), observer::raw);
    topicReader.read(List.of(topics.rejected()), observer::rejected);
    topicReader.read(
        typed.keySet(),
        consumed -> observer.typed(consumed, Objects.requireNonNull(typed.get(consumed.topic()))));
    return observer.observed();
  }

  /** The typed topics there are, by name. */
  static Map<String, TypedTopic> typedTopics(TopicReader topicReader, Topics topics)
      throws InterruptedException {
    Map<String, TypedTopic> typed = new HashMap<>();
    for (String name : topicReader.topics()) {
      typedTopic(name, topics).ifPresent(topic -> typed.put(name, topic));
    }
    return typed;
  }

  private static Optional<TypedTopic> typedTopic(String name, Topics topics) {
    for (PayloadFormat format : PayloadFormat.values()) {
      String prefix = topics.typed(format, "");
      if (name.startsWith(prefix)) {
        return Optional.of(new TypedTopic(format, name.substring(prefix.length())));
      }
    }
    return Optional.empty();
  }

  private void raw(ConsumerRecord<byte[], byte[]> consumed) {
    received++;
    reader
        .read(consumed.value())
        .fold(decoded -> arrive(decoded.event(), consumed.timestamp()), refused -> false);
  }

  /** Counts first arrivals that a later event of their scope had overtaken. */
  private boolean arrive(LiveEvent event, long arrival) {
    if (!arrived.add(event.id()) || event.time().toEpochMilli() > arrival) {
      return false;
    }
    Turn turn = new Turn(event.time(), event.id());
    Turn before = lastArrived.putIfAbsent(event.scope().key(), turn);
    if (before == null || before.compareTo(turn) < 0) {
      lastArrived.put(event.scope().key(), turn);
      return true;
    }
    disordered++;
    return true;
  }

  private void rejected(ConsumerRecord<byte[], byte[]> consumed) {
    rejected
        .computeIfAbsent(
            Headers.text(consumed, RejectedHeaders.CODE).orElse("none"), code -> new HashMap<>())
        .merge(Payload.of(consumed.value()), 1, Integer::sum);
  }

  private void typed(ConsumerRecord<byte[], byte[]> consumed, TypedTopic topic) {
    EventId id = EventId.parse(Headers.text(consumed, CloudEventHeaders.ID).orElseThrow());
    typed.computeIfAbsent(topic, first -> new HashMap<>()).merge(id, 1, Integer::sum);
    boolean isLate = Headers.text(consumed, CloudEventHeaders.LATE).isPresent();
    boolean isFuture = Headers.text(consumed, CloudEventHeaders.FUTURE).isPresent();
    if (isLate) {
      late.add(id);
    }
    if (isFuture) {
      future.add(id);
    }
    if (!isLate && !isFuture) {
      Instant time = Instant.parse(Headers.text(consumed, CloudEventHeaders.TIME).orElseThrow());
      String scope = new String(consumed.key(), StandardCharsets.UTF_8);
      Turn turn = new Turn(time, id);
      Turn before = lastForwarded.put(new Lane(consumed.topic(), scope), turn);
      misplaced += before != null && before.compareTo(turn) > 0 ? 1 : 0;
    }
  }

  private Observed observed() {
    return new Observed(received, disordered, typed, late, future, misplaced, rejected);
  }
}
