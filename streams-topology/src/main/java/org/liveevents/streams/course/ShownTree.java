package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that is a tree. */
record ShownTree(ObjectNode tree) implements Shown {

  @Override
  public @Nullable String text(String field) {
    return tree.path(field).asText(null);
  }

  @Override
  public @Nullable Instant eventTime() {
    String time = tree.path("event_time").asText(tree.path(AnyEvent.LAST_EVENT_TIME).textValue());
    return time == null ? null : Instant.parse(time);
  }

  @Override
  public void write(JsonGenerator json, Map<String, @Nullable String> instead) throws IOException {
    instead.forEach(
        (field, text) -> {
          if (text != null || !tree.has(field)) {
            tree.put(field, text);
          }
        });
    StateJson.mapper().writeTree(json, tree);
  }
}
