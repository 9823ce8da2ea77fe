package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.liveevents.streams.course.StateJson;

/**
 * What goes back to the caller.
 *
 * @param headers beside the content type
 */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

  static final String RETRY_AFTER = "Retry-After";

  private static final String JSON = "application/json";

  Reply {
    headers = Map.copyOf(headers);
  }

  /** A value as a JSON object with its freshness in it. */
  static Reply json(Object value, Freshness freshness) {
    if (value instanceof ObjectNode object) {
      ObjectNode fresh = object.deepCopy();
      fresh.set("freshness", StateJson.mapper().valueToTree(freshness));
      return new Reply(200, JSON, write(fresh), Map.of());
    }
    return new Reply(200, JSON, write(new Fresh(value, freshness)), Map.of());
  }

  /** A value that is no state of anything. */
  static Reply json(Object value) {
    return new Reply(200, JSON, write(value), Map.of());
  }

  /** Text of another kind. */
  static Reply text(String contentType, String text) {
    return new Reply(200, contentType, text, Map.of());
  }

  /** A problem document. */
  static Reply problem(Problem problem) {
    return new Reply(problem.status(), Problem.CONTENT_TYPE, write(problem), Map.of());
  }

  /** The same with one more header. */
  Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, body, more);
  }

  private static String write(Object value) {
    return new String(StateJson.write(value), UTF_8);
  }

  private record Fresh(@JsonUnwrapped Object answer, Freshness freshness) {}
}
