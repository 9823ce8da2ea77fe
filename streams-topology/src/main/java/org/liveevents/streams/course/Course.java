package org.liveevents.streams.course;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a course. Name and state are two groups of fields: any event that carries the
 * name sets the one, only the course's own events set the other.
 *
 * @param course canonical id
 * @param name as last seen
 * @param named by which event
 * @param state Canvas' workflow state: {@code created}, {@code claimed}, {@code available}, {@code
 *     completed}, {@code deleted}
 * @param stated by which event
 * @param lastEventTime the time of its latest event, to the minute
 */
public record Course(
    String course,
    @Nullable String name,
    @Nullable Stamp named,
    @Nullable String state,
    @Nullable Stamp stated,
    Instant lastEventTime) {

  /** Joins two: per group of fields the later writer wins. */
  Course join(Course other) {
    boolean otherNames = isLater(other.named, named);
    boolean otherStates = isLater(other.stated, stated);
    return new Course(
        course,
        otherNames ? other.name : name,
        otherNames ? other.named : named,
        otherStates ? other.state : state,
        otherStates ? other.stated : stated,
        other.lastEventTime.isAfter(lastEventTime) ? other.lastEventTime : lastEventTime);
  }

  private static boolean isLater(@Nullable Stamp one, @Nullable Stamp other) {
    return one != null && (other == null || one.isAfter(other));
  }
}
