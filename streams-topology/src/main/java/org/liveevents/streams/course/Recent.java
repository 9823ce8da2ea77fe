package org.liveevents.streams.course;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of those keys that were asked for last. */
final class Recent<V> extends LinkedHashMap<String, V> {

  private static final long serialVersionUID = 1;

  private final int most;

  /**
   * None yet.
   *
   * @param most so many are kept
   */
  Recent(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
