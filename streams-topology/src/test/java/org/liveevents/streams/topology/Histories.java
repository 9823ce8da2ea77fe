package org.liveevents.streams.topology;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * The seeds of random histories: {@code -Dseed=S} gives that one alone, {@code -Dhistories=N} more
 * or fewer of all tests in proportion; a test that usually plays 3,000 then plays N.
 */
final class Histories {

  /** How many the fastest test usually plays. */
  static final int USUAL = 3000;

  private Histories() {}

  /** New seeds for a test that usually plays so many histories, printed; at least one. */
  static List<Long> seeds(int usual) {
    Long only = Long.getLong("seed");
    if (only != null) {
      return List.of(only);
    }
    long first = new Random().nextLong() >>> 16;
    long count = Math.max(1, Long.getLong("histories", USUAL) * usual / USUAL);
    System.out.printf("histories with seeds %d to %d%n", first, first + count - 1);
    return LongStream.range(first, first + count).boxed().toList();
  }
}
