package org.liveevents.tools.rejected;

import java.time.Instant;

/** Rejected records that are alike: how many, and when the first and the last arrived. */
final class Group {

  /** In what they are alike. */
  record Kind(String code, String stage, String source, String name) {}

  private long records;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  void add(Instant time) {
    records++;
    first = time.isBefore(first) ? time : first;
    last = time.isAfter(last) ? time : last;
  }

  long records() {
    return records;
  }

  Instant first() {
    return first;
  }

  Instant last() {
    return last;
  }
}
