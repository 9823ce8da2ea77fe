package org.liveevents.streams.course;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest grade of one student on one assignment.
 *
 * @param course canonical id
 * @param assignment canonical id
 * @param student canonical id
 * @param grade as displayed: points, a letter, a percentage; null while ungraded
 * @param score in points; null while ungraded
 * @param pointsPossible what the assignment was worth at that time
 * @param gradingComplete false while partially graded: not yet for students' eyes
 * @param muted true while hidden from students
 * @param grader canonical id of who graded; null if a quiz scored itself
 * @param submission canonical id
 * @param eventTime when Canvas emitted it
 * @param eventId of the event it comes from
 */
public record Grade(
    String course,
    String assignment,
    String student,
    @Nullable String grade,
    @Nullable BigDecimal score,
    @Nullable BigDecimal pointsPossible,
    @Nullable Boolean gradingComplete,
    @Nullable Boolean muted,
    @Nullable String grader,
    @Nullable String submission,
    Instant eventTime,
    String eventId) {

  Stamp stamp() {
    return new Stamp(eventTime, eventId);
  }
}
