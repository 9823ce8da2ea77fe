package org.liveevents.streams.course;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stored values as a view has them after one event. */
public final class StoredFacts {

  private StoredFacts() {}

  /** What a store holds after an event that said those values. */
  public static byte[] of(
      View view, Instant time, String id, Map<String, ? extends @Nullable Object> values) {
    return FactsBytes.write(view.taking(Facts.of(new Stamp(time.toEpochMilli(), 1, id), values)));
  }
}
