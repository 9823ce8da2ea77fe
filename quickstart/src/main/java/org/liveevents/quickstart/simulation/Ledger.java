package org.liveevents.quickstart.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventId;
import org.liveevents.event.IdRules;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Expectation.Latest;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;
import org.liveevents.quickstart.simulation.Expectation.Work;
import org.liveevents.quickstart.simulation.Fact.Graded;
import org.liveevents.quickstart.simulation.Fact.Progressed;
import org.liveevents.quickstart.simulation.Fact.Student;
import org.liveevents.quickstart.simulation.Malformed.Expected;

/**
 * Keeps the books of a simulation: a plain fold over what happened, to compare the pipeline with.
 */
final class Ledger {

  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(World.SHARD));
  private final Map<TypedTopic, Set<EventId>> typed = new HashMap<>();
  private final Set<EventId> late = new HashSet<>();
  private final Set<EventId> future = new HashSet<>();
  private final Map<RejectionCode, List<Payload>> rejected = new EnumMap<>(RejectionCode.class);
  private final Map<Work, Latest<Graded>> grades = new HashMap<>();
  private final Map<Student, Latest<Progressed>> progress = new HashMap<>();
  private int received;

  /** So many raw records are on their way. */
  void receives(int records) {
    received += records;
  }

  void malformed(Expected expected) {
    rejected
        .computeIfAbsent(expected.code(), code -> new ArrayList<>())
        .add(expected.delivery().payload());
  }

  /** These happened: they count, and what they say about students holds unless newer is known. */
  void happened(List<SimulatedEvent> events) {
    for (SimulatedEvent event : events) {
      EventId id = count(event);
      event.fact().ifPresent(fact -> take(fact, event.time(), id));
    }
  }

  /** These happened as well, and are sent too late. */
  void late(List<SimulatedEvent> events) {
    events.forEach(event -> late.add(id(event)));
  }

  /** These claim a time that is yet to come: they count, but say nothing. */
  void future(List<SimulatedEvent> events) {
    events.forEach(event -> future.add(count(event)));
  }

  Expectation expectation(List<Wave> waves) {
    int messages = waves.stream().mapToInt(wave -> wave.deliveries().size()).sum();
    return new Expectation(messages, received, typed, late, future, rejected, grades, progress);
  }

  private EventId count(SimulatedEvent event) {
    EventId id = id(event);
    boolean first =
        typed
            .computeIfAbsent(
                new TypedTopic(event.format(), event.label()), topic -> new HashSet<>())
            .add(id);
    if (!first) {
      throw new IllegalStateException("two events of the simulation are one");
    }
    return id;
  }

  private void take(Fact fact, Instant time, EventId id) {
    fact.fold(
        graded ->
            grades.merge(
                new Work(graded.student(), graded.assignment()),
                new Latest<>(time, id, graded),
                later()),
        progressed ->
            progress.merge(progressed.student(), new Latest<>(time, id, progressed), later()));
  }

  private static <T> BinaryOperator<Latest<T>> later() {
    return BinaryOperator.maxBy(
        Comparator.<Latest<T>, Instant>comparing(Latest::time).thenComparing(Latest::id));
  }

  private EventId id(SimulatedEvent event) {
    return reader
        .read(Payload.of(event.json()).bytes())
        .fold(
            decoded -> decoded.event().id(),
            refused -> {
              throw new IllegalStateException(
                  "an event of the simulation is refused: " + event.label() + ", " + refused);
            });
  }
}
