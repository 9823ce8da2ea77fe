package org.liveevents.streams.course;

import java.time.Duration;

/**
 * How much may wait for its course.
 *
 * @param most how many statements per partition
 * @param longest for how long, by arrival
 */
public record ParkingBounds(int most, Duration longest) {

  /** What holds unless a test says otherwise. */
  public static final ParkingBounds DEFAULT = new ParkingBounds(20_000, Duration.ofDays(7));

  public ParkingBounds {
    if (most < 1 || longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("the bounds are positive");
    }
  }
}
