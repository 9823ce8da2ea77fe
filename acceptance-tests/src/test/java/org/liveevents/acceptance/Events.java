package org.liveevents.acceptance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Small events made on the spot. */
final class Events {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long SHARD = 10_420_000_000_000_000L;

  private Events() {}

  /** A time as Canvas writes it. */
  static String millis(Instant time) {
    return MILLIS.format(time);
  }

  /** A page read in a course; the serial number makes it one of a kind. */
  static String read(long course, int serial, Instant time) {
    return """
        {"metadata":{"event_name":"asset_accessed","event_time":"%s","request_id":"r%d",\
        "context_type":"Course","context_id":"%d","root_account_id":"%d"},\
        "body":{"asset_id":"%d","asset_type":"assignment"}}"""
        .formatted(millis(time), serial, SHARD + course, SHARD + 1, SHARD + serial);
  }
}
