package org.liveevents.streams.console;

import java.time.Instant;

/**
 * Rejected records that are alike.
 *
 * @param code why they were rejected
 * @param stage where
 * @param source how they came
 * @param records how many
 * @param first when the first of them arrived
 * @param last when the last of them did
 * @param example the one that came last
 */
public record RejectedGroup(
    String code,
    String stage,
    String source,
    long records,
    Instant first,
    Instant last,
    RejectedExample example) {

  RejectedGroup plus(RejectedGroup one) {
    boolean isLater = !one.last.isBefore(last);
    return new RejectedGroup(
        code,
        stage,
        source,
        records + one.records,
        first.isBefore(one.first) ? first : one.first,
        isLater ? one.last : last,
        isLater ? one.example : example);
  }
}
