package org.liveevents.streams.query;

import java.util.Optional;

/**
 * What is to be read from the stores of one partition.
 *
 * @param <T> what comes out
 */
@FunctionalInterface
public interface Reading<T> {

  /** Reads; empty if what was asked for isn't there. */
  Optional<Excerpt<T>> from(Contents contents);
}
