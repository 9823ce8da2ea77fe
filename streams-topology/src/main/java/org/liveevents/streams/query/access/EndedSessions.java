package org.liveevents.streams.query.access;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions that were ended before their time, by their fingerprints. When there are too many, the
 * one ended first is forgotten.
 */
final class EndedSessions {

  private static final int MOST = 10_000;

  private final Map<String, Instant> ends = new LinkedHashMap<>();

  synchronized void add(String ticket, Instant until, Instant now) {
    ends.values().removeIf(end -> end.isBefore(now));
    while (ends.size() >= MOST) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(name(ticket), until);
  }

  synchronized boolean contains(String ticket) {
    return !ends.isEmpty() && ends.containsKey(name(ticket));
  }

  private static String name(String ticket) {
    return Base64.getEncoder().encodeToString(Fingerprint.sha256(ticket));
  }
}
