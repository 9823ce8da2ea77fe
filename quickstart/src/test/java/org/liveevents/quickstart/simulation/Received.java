package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.liveevents.event.Payload;

/** What a receiver makes of one payload: batches taken apart, a JSON string unwrapped. */
final class Received {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Received() {}

  static List<byte[]> events(Payload payload) {
    List<byte[]> events = new ArrayList<>();
    try {
      JsonNode tree = JSON.readTree(payload.bytes());
      if (tree.isTextual()) {
        return events(Payload.of(tree.textValue()));
      }
      if (tree.isArray()) {
        tree.forEach(event -> events.add(Payload.of(event.toString()).bytes()));
      } else if (tree.path("data").size() > 1) {
        for (JsonNode entry : tree.get("data")) {
          ObjectNode alone = tree.deepCopy();
          alone.putArray("data").add(entry);
          events.add(Payload.of(alone.toString()).bytes());
        }
      } else {
        events.add(payload.bytes());
      }
    } catch (IOException e) {
      events.add(payload.bytes());
    }
    return events;
  }
}
