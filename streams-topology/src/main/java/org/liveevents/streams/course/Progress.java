package org.liveevents.streams.course;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one student is in one course with module requirements.
 *
 * @param course canonical id
 * @param student canonical id
 * @param requirementCount how many requirements the course has
 * @param requirementCompletedCount how many of them are met
 * @param completed whether the course is completed
 * @param completedAt when, as Canvas wrote it
 * @param eventTime when Canvas emitted it, two minutes or more after the activity
 * @param eventId of the event it comes from
 */
public record Progress(
    String course,
    String student,
    @Nullable BigDecimal requirementCount,
    @Nullable BigDecimal requirementCompletedCount,
    boolean completed,
    @Nullable String completedAt,
    Instant eventTime,
    String eventId) {

  Stamp stamp() {
    return new Stamp(eventTime, eventId);
  }
}
