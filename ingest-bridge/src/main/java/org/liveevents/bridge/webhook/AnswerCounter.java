package org.liveevents.bridge.webhook;

import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.metrics.BridgeMetrics;

/**
 * Counts what senders of webhooks were answered, as Canvas counts it: an answer after 15 seconds,
 * or to a sender that has gone, is a timeout. A sender that goes without a word while we work, and
 * one that never got through to us, can't be seen from here.
 */
final class AnswerCounter extends EventsHandler {

  private static final int TIMEOUT = 0;
  private static final Duration CANVAS_WAITS = Duration.ofSeconds(15);

  private final BridgeMetrics metrics;

  AnswerCounter(BridgeMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void onComplete(
      Request request, int status, HttpFields headers, @Nullable Throwable failure) {
    if (HttpMethod.POST.is(request.getMethod())
        && WebhookSource.PATH.equals(Request.getPathInContext(request))) {
      boolean late = System.nanoTime() - request.getBeginNanoTime() > CANVAS_WAITS.toNanos();
      metrics.answered(late || failure != null ? TIMEOUT : status);
    }
  }
}
