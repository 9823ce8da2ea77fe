package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one event says to one view, as a JSON object so that it can be put aside.
 *
 * <pre>
 * view, rest        the view, and its key after the course
 * time, rank, id    the stamp: milliseconds, 1 for Canvas and 0 for Caliper, the event id
 * fields            what is said, field by field
 * object, tells     whose course it is, and whether this tells it to others
 * </pre>
 */
final class Saying {

  private Saying() {}

  static ObjectNode of(
      String view, String rest, long time, int rank, String id, ObjectNode fields) {
    ObjectNode saying = JsonNodeFactory.instance.objectNode();
    saying.put("view", view).put("rest", rest).put("time", time).put("rank", rank).put("id", id);
    saying.set("fields", fields);
    return saying;
  }

  /** Where the value lies: course, then the ids that follow it, escaped. */
  static String key(String course, String rest) {
    return rest.isEmpty() ? escaped(course) : escaped(course) + "/" + rest;
  }

  static String escaped(String id) {
    return id.replace("%", "%25").replace("/", "%2F");
  }

  static String unescaped(String id) {
    return id.replace("%2F", "/").replace("%25", "%");
  }

  /** In the order in which they were said. */
  static int compare(JsonNode one, JsonNode other) {
    int byTime = Long.compare(one.path("time").longValue(), other.path("time").longValue());
    if (byTime != 0) {
      return byTime;
    }
    int byRank = Integer.compare(one.path("rank").intValue(), other.path("rank").intValue());
    return byRank != 0
        ? byRank
        : one.path("id").textValue().compareTo(other.path("id").textValue());
  }
}
