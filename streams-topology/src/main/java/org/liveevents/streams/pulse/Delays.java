package org.liveevents.streams.pulse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long things took, by buckets that are four to an octave: a delay is told to within a fifth.
 * Safe to share between threads.
 */
final class Delays {

  private static final int PER_OCTAVE = 4;
  private static final int BUCKETS = 26 * PER_OCTAVE;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);

  /** One more that took so many milliseconds; what is negative took none. */
  void add(long millis) {
    counts.incrementAndGet(bucket(millis));
  }

  /** The buckets that aren't empty, the shortest first. */
  List<Bucket> buckets() {
    List<Bucket> filled = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      int count = counts.get(i);
      if (count > 0) {
        filled.add(new Bucket(upperMillis(i), count));
      }
    }
    return filled;
  }

  private static int bucket(long millis) {
    if (millis <= 1) {
      return 0;
    }
    double octaves = Math.log((double) millis) / Math.log(2);
    // Less a hair, so that an exact bound falls into its own bucket.
    return Math.min(BUCKETS - 1, (int) Math.ceil(octaves * PER_OCTAVE - 1e-9));
  }

  private static double upperMillis(int bucket) {
    return Math.round(Math.pow(2, (double) bucket / PER_OCTAVE) * 10) / 10.0;
  }
}
