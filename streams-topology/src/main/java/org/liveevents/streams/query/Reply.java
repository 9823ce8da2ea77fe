package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liveevents.streams.course.StateJson;

/** What goes back to the caller. */
final class Reply {

  static final String RETRY_AFTER = "Retry-After";

  /** With 304, what the body would have said of its freshness. */
  static final String FRESHNESS = "Live-Events-Freshness";

  private static final String JSON = "application/json";
  private static final byte[] BEFORE_FRESHNESS = "\"freshness\":".getBytes(UTF_8);

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * A reply.
   *
   * @param body taken over
   * @param headers beside the content type
   */
  Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = Map.copyOf(headers);
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  /** The body as text. */
  String body() {
    return new String(body, UTF_8);
  }

  /** The body itself, not to be changed: of a large page there is no need for another one. */
  byte[] bytes() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** A value as a JSON object with its freshness in it; its tag tells of the value alone. */
  static Reply json(Object value, Freshness freshness) {
    byte[] plain = value instanceof Written written ? written.json() : StateJson.write(value);
    return new Reply(
        200, JSON, joined(plain, StateJson.write(freshness)), Map.of(ETag.HEADER, ETag.of(plain)));
  }

  private static byte[] joined(byte[] plain, byte[] freshness) {
    boolean hasFields = plain.length > 2;
    int room = plain.length + (hasFields ? 1 : 0) + BEFORE_FRESHNESS.length + freshness.length;
    ByteBuffer body = ByteBuffer.allocate(room).put(plain, 0, plain.length - 1);
    if (hasFields) {
      body.put((byte) ',');
    }
    return body.put(BEFORE_FRESHNESS).put(freshness).put((byte) '}').array();
  }

  /** A value that is no state of anything. */
  static Reply json(Object value) {
    return new Reply(200, JSON, StateJson.write(value), Map.of());
  }

  /** Text of another kind. */
  static Reply text(String contentType, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new Reply(200, contentType, bytes, Map.of(ETag.HEADER, ETag.of(bytes)));
  }

  /** A problem document. */
  static Reply problem(Problem problem) {
    return new Reply(problem.status(), Problem.CONTENT_TYPE, StateJson.write(problem), Map.of());
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

  /** That the caller has it already; as fresh as the answer would have been. */
  private Reply unchanged() {
    Reply empty = new Reply(304, contentType, new byte[0], headers);
    return contentType.equals(JSON)
        ? empty.with(FRESHNESS, StateJson.read(body, JsonNode.class).path("freshness").toString())
        : empty;
  }
}
