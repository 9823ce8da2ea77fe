package org.liveevents.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic.
 *
 * @param timestamp milliseconds since 1970
 * @param key null if it has none
 * @param value null in a tombstone
 * @param headers as text; of several with one name the last
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it was read, compared by nobody
public record Entry(
    String topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable String key,
    byte @Nullable [] value,
    Map<String, String> headers) {

  /** Where it lies, for a person. */
  public String place() {
    return topic + "/" + partition + ":" + offset;
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
