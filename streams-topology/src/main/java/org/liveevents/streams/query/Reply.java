package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liveevents.streams.course.StateJson;

/**
 * What goes back to the caller.
 *
 * @param headers beside the content type
 */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

  static final String RETRY_AFTER = "Retry-After";

  /** With 304, what the body would have said of its freshness. */
  static final String FRESHNESS = "Live-Events-Freshness";

  private static final String JSON = "application/json";

  Reply {
    headers = Map.copyOf(headers);
  }

  /** A value as a JSON object with its freshness in it; its tag tells of the value alone. */
  static Reply json(Object value, Freshness freshness) {
    byte[] bytes = StateJson.write(value);
    String plain = new String(bytes, UTF_8);
    String fresh = "\"freshness\":" + write(freshness) + "}";
    String body = plain.substring(0, plain.length() - 1) + (plain.length() > 2 ? "," : "") + fresh;
    return new Reply(200, JSON, body, Map.of(ETag.HEADER, ETag.of(bytes)));
  }

  /** A value that is no state of anything. */
  static Reply json(Object value) {
    return new Reply(200, JSON, write(value), Map.of());
  }

  /** Text of another kind. */
  static Reply text(String contentType, String text) {
    return new Reply(200, contentType, text, Map.of(ETag.HEADER, ETag.of(text.getBytes(UTF_8))));
  }

  /** A problem document. */
  static Reply problem(Problem problem) {
    return new Reply(problem.status(), Problem.CONTENT_TYPE, write(problem), Map.of());
  }

  /**
   * The same, or nothing if the caller has it already.
   *
   * @param known the tags the caller knows, as {@code If-None-Match} has them
   */
  Reply unless(Optional<String> known) {
    String tag = headers.get(ETag.HEADER);
    return status == 200 && tag != null && known.filter(tags -> ETag.isIn(tag, tags)).isPresent()
        ? unchanged()
        : this;
  }

  /** Whether another answer may be had later, or elsewhere. */
  boolean isRetriable() {
    return status == 503;
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

  /** That the caller has it already; as fresh as the answer would have been. */
  private Reply unchanged() {
    Reply empty = new Reply(304, contentType, "", headers);
    return contentType.equals(JSON)
        ? empty.with(
            FRESHNESS,
            StateJson.read(body.getBytes(UTF_8), JsonNode.class).path("freshness").toString())
        : empty;
  }
}
