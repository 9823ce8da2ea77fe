package org.liveevents.bridge.webhook;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request:
 *
 * <pre>
 *   who may not send                       401
 *   body too large, never finished         413, 408
 *   keys or broker away, or no ack in time 503 with Retry-After
 *   everything else, rejected or not       200, after the broker's ack
 * </pre>
 */
final class WebhookHandler implements Handler {

  /** Canvas counts an answer after 15 s as a timeout. */
  static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Logger LOGGER = LoggerFactory.getLogger(WebhookHandler.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Authenticator authenticator;
  private final Intake intake;
  private final int maxBodyBytes;
  private final InstantSource clock;
  private final Supplier<String> requestIds;
  private final Executor answering;
  private final BridgeMetrics metrics;

  /**
   * A handler.
   *
   * @param answering where answers are written; the intake's own thread must not be held up
   */
  WebhookHandler(
      Authenticator authenticator,
      Intake intake,
      int maxBodyBytes,
      InstantSource clock,
      Supplier<String> requestIds,
      Executor answering,
      BridgeMetrics metrics) {
    this.authenticator = authenticator;
    this.intake = intake;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
    this.requestIds = requestIds;
    this.answering = answering;
    this.metrics = metrics;
  }

  @Override
  public void handle(Context context) throws IOException {
    Optional<Reason> refusal =
        authenticator.refusal(
            Optional.ofNullable(context.header("Authorization")),
            Optional.ofNullable(context.queryParam("token")));
    if (refusal.isPresent()) {
      refuse(context, refusal.get());
      return;
    }
    try {
      byte[] body = RequestBody.read(context.req(), maxBodyBytes);
      authenticator
          .open(body)
          .<Runnable>fold(
              passed -> () -> take(context, passed),
              refused -> () -> refuse(context, refused.reason()),
              unavailable -> () -> askAgain(context, RETRY_AFTER))
          .run();
    } catch (RequestBody.TooLarge e) {
      context.status(413).header("Connection", "close");
    } catch (RequestBody.Unfinished e) {
      context.status(408).header("Connection", "close");
    }
  }

  private void take(Context context, Verdict.Passed passed) {
    Delivery delivery =
        new Delivery(
            Source.WEBHOOK,
            requestIds.get(),
            clock.instant(),
            passed.event(),
            Optional.empty(),
            passed.kid());
    CompletableFuture<Receipt> receipt =
        intake
            .accept(delivery)
            .toCompletableFuture()
            .copy()
            .completeOnTimeout(
                new Receipt.Unavailable(RETRY_AFTER), DEADLINE.toSeconds(), TimeUnit.SECONDS);
    context.future(() -> receipt.thenAcceptAsync(done -> answer(context, done), answering));
  }

  private static void answer(Context context, Receipt receipt) {
    receipt
        .<Runnable>fold(
            stored -> () -> context.status(200),
            unavailable -> () -> askAgain(context, unavailable.retryAfter()))
        .run();
  }

  private void refuse(Context context, Reason reason) {
    metrics.authenticationRefused(reason.label());
    LOGGER.debug("refused reason={}", reason.label());
    context.status(401).header("WWW-Authenticate", "Bearer");
  }

  private static void askAgain(Context context, Duration after) {
    context.status(503).header("Retry-After", Long.toString(after.toSeconds()));
  }
}
