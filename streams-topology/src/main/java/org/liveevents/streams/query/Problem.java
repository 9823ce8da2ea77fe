package org.liveevents.streams.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) of the type {@code about:blank}: the status says it all.
 *
 * @param title the status in words
 * @param status HTTP's
 * @param detail what is wrong, for whoever asked
 * @param listeningSince with "not found": since when events are listened to, if known
 * @param freshness with "not found" in a store: as of when
 */
@JsonInclude(Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable Instant listeningSince,
    @Nullable Freshness freshness) {

  static final String CONTENT_TYPE = "application/problem+json";

  /** A problem that needs no more than words. */
  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail, null, null);
  }

  /** Not in the store, as of then. */
  static Problem absent(@Nullable Instant listeningSince, Freshness freshness) {
    String detail = "no event has told of it";
    return new Problem("about:blank", title(404), 404, detail, listeningSince, freshness);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 410 -> "Gone";
      case 421 -> "Misdirected Request";
      case 503 -> "Service Unavailable";
      default -> status < 500 ? "Client Error" : "Internal Server Error";
    };
  }
}
