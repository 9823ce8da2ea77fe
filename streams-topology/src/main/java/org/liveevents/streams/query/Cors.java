package org.liveevents.streams.query;

import io.javalin.http.Context;
import java.util.List;

/**
 * Lets pages of other origins ask from a browser, with a token of their own: cookies stay out. An
 * answer without permission is one too, so that a page learns that its token has ended.
 */
final class Cors {

  private static final String HEADERS = "Authorization, If-None-Match, Last-Event-ID";
  private static final String EXPOSED = "ETag, Retry-After, WWW-Authenticate";
  private static final String SECONDS = "600";

  private final List<String> origins;

  Cors(List<String> origins) {
    this.origins = origins;
  }

  /**
   * Adds what the browser wants to know.
   *
   * @return whether that is all: its own question beforehand is answered here
   */
  boolean answers(Context context) {
    String origin = context.header("Origin");
    if (origin == null || !origins.contains(origin)) {
      return false;
    }
    context
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Expose-Headers", EXPOSED)
        .header("Vary", "Origin");
    if (context.method().name().equals("OPTIONS")
        && context.header("Access-Control-Request-Method") != null) {
      context
          .header("Access-Control-Allow-Methods", "GET, HEAD")
          .header("Access-Control-Allow-Headers", HEADERS)
          .header("Access-Control-Max-Age", SECONDS)
          .status(204)
          .skipRemainingHandlers();
      return true;
    }
    return false;
  }
}
