package org.liveevents.streams.topology;

import java.util.HashMap;
import java.util.Map;
import org.liveevents.topic.WireFormat;

/**
 * Puts the id of its topic's schema before each value. The ids are told once, before anything is
 * written, and kept: the registry may go away afterwards.
 */
public final class RegisteredFraming implements Framing {

  private volatile Map<String, byte[]> prefixes = Map.of();

  /** From now on values are framed with these ids, by topic. */
  public void use(Map<String, Integer> ids) {
    Map<String, byte[]> told = new HashMap<>();
    ids.forEach((topic, id) -> told.put(topic, WireFormat.prefix(id)));
    prefixes = Map.copyOf(told);
  }

  @Override
  public byte[] framed(String topic, byte[] value) {
    byte[] prefix = prefixes.get(topic);
    return prefix == null ? value : WireFormat.framed(prefix, value);
  }
}
