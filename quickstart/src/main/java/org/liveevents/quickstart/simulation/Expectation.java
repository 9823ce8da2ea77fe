package org.liveevents.quickstart.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liveevents.event.EventId;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Fact.Graded;
import org.liveevents.quickstart.simulation.Fact.Progressed;
import org.liveevents.quickstart.simulation.Fact.Student;

/**
 * What the simulation knows to be true once everything is delivered, reckoned without the pipeline.
 *
 * @param messages queue messages and requests sent
 * @param received raw records these become: batches count once per event, what the bridge rejects
 *     not at all
 * @param typed the distinct events of each typed topic
 * @param late events that come after their turn has passed
 * @param future events whose time is ahead of their arrival
 * @param rejected the original bytes by the code they are refused with
 * @param grades the latest grade of each submission
 * @param progress the latest progress of each student in a course
 */
public record Expectation(
    int messages,
    int received,
    Map<TypedTopic, Set<EventId>> typed,
    Set<EventId> late,
    Set<EventId> future,
    Map<RejectionCode, List<Payload>> rejected,
    Map<Work, Latest<Graded>> grades,
    Map<Student, Latest<Progressed>> progress) {

  public Expectation {
    typed = Map.copyOf(typed);
    late = Set.copyOf(late);
    future = Set.copyOf(future);
    rejected = Map.copyOf(rejected);
    grades = Map.copyOf(grades);
    progress = Map.copyOf(progress);
  }

  /** How many events there are, however often each was sent. */
  public int distinct() {
    return typed.values().stream().mapToInt(Set::size).sum();
  }

  /** How many raw records repeat an event that came before. */
  public int duplicates() {
    return received - distinct();
  }

  /** Where events of one name and format end. */
  public record TypedTopic(PayloadFormat format, String label) {}

  /** A student's work on an assignment; all ids canonical. */
  public record Work(Student student, String assignment) {}

  /** The last word on something. */
  public record Latest<T>(Instant time, EventId id, T fact) {}
}
