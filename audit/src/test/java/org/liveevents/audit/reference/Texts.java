package org.liveevents.audit.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** Events in as few words as a test needs, with {@code '} for a quotation mark. */
final class Texts {

  static final Shards SHARDS = new Shards(1, Map.of());

  private static final EventReader READER = new EventReader(SHARDS);

  private Texts() {}

  static String canvas(String name, String metadata, String body) {
    return "{'metadata':{'event_name':'%s','event_time':'2026-09-01T08:15:30.123Z'%s},'body':%s}"
        .formatted(name, metadata.isEmpty() ? "" : "," + metadata, body);
  }

  /** With {@code X} for Canvas' extensions and {@code U} for the beginning of its urns. */
  static String caliper(String type, String action, String entry) {
    return "{'data':[{'type':'%s','action':'%s','eventTime':'2026-09-01T08:15:30.123Z'%s}]}"
        .formatted(type, action, entry.isEmpty() ? "" : "," + entry)
        .replace("'X'", "'com.instructure.canvas'")
        .replace("'U:", "'" + Urn.PREFIX);
  }

  static Read read(String text) {
    return READER.read(text.replace('\'', '"').getBytes(UTF_8));
  }

  static Event event(String text) {
    Read read = read(text);
    assertThat(read.code()).as(text).isEmpty();
    return read.event();
  }
}
