package org.liveevents.bridge.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.Source;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each request:
 *
 * <pre>
 *   who may not send                       401
 *   body too large, too slow               413, 408
 *   keys or broker away, or no ack in time 503 with Retry-After
 *   more than we can take                  503 with Retry-After
 *   everything else, rejected or not       200, after the broker's ack
 * </pre>
 *
 * <p>The server's thread only reads what is there; workers, few and with a bounded queue, verify
 * and parse; the acknowledgement brings the answer.
 */
final class WebhookHandler extends Handler.Abstract {

  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(WebhookHandler.class);
  private static final HttpField ALLOW = new HttpField(HttpHeader.ALLOW, "POST");
  private static final HttpField ASK = new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

  /**
   * Who does what when.
   *
   * @param workers refuses when its queue is full
   * @param answering where answers are written; the intake's own thread must not be held up
   * @param timer ends what takes too long
   */
  record Threads(Executor workers, Executor answering, ScheduledExecutorService timer) {}

  private final Authenticator authenticator;
  private final Intake intake;
  private final Limits limits;
  private final BodyMemory memory;
  private final InstantSource clock;
  private final Supplier<String> requestIds;
  private final Threads threads;
  private final BridgeMetrics metrics;

  WebhookHandler(
      Authenticator authenticator,
      Intake intake,
      Limits limits,
      BodyMemory memory,
      InstantSource clock,
      Supplier<String> requestIds,
      Threads threads,
      BridgeMetrics metrics) {
    super(InvocationType.NON_BLOCKING);
    this.authenticator = authenticator;
    this.intake = intake;
    this.limits = limits;
    this.memory = memory;
    this.clock = clock;
    this.requestIds = requestIds;
    this.threads = threads;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback, limits, memory, metrics);
    if (!isOurs(Request.getPathInContext(request))) {
      exchange.refuse(404);
    } else if (!HttpMethod.POST.is(request.getMethod())) {
      exchange.refuse(405, ALLOW);
    } else {
      Optional<Reason> refusal =
          authenticator.refusal(
              Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)),
              token(request));
      if (refusal.isPresent()) {
        count(refusal.get());
        exchange.refuse(401, ASK);
      } else {
        exchange.read(threads.timer(), this::received);
      }
    }
    return true;
  }

  private static boolean isOurs(String path) {
    return path.equals(WebhookSource.PATH) || path.equals(WebhookSource.PATH + "/");
  }

  private static Optional<String> token(Request request) {
    if (request.getHttpURI().getQuery() == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Request.extractQueryParameters(request).getValue("token"));
    } catch (HttpException.RuntimeException
        | IllegalArgumentException e) { // a query nobody can read
      return Optional.empty();
    }
  }

  private void received(Exchange exchange, byte[] body) {
    try {
      threads.workers().execute(() -> judge(exchange, body));
    } catch (RejectedExecutionException e) {
      metrics.webhookOverloaded();
      exchange.askAgain(RETRY_AFTER);
    }
  }

  private void judge(Exchange exchange, byte[] body) {
    if (exchange.isAnswered()) { // waited too long for its turn
      return;
    }
    authenticator
        .open(body)
        .whenComplete((verdict, failure) -> proceed(exchange, verdict, failure));
  }

  private void proceed(Exchange exchange, @Nullable Verdict verdict, @Nullable Throwable failure) {
    if (verdict == null) {
      LOGGER.warn("a request could not be judged error={}", String.valueOf(failure));
      exchange.askAgain(RETRY_AFTER);
      return;
    }
    verdict
        .<Runnable>fold(
            passed -> () -> take(exchange, passed),
            refused ->
                () -> {
                  count(refused.reason());
                  exchange.answer(401, ASK);
                },
            unavailable -> () -> exchange.askAgain(RETRY_AFTER))
        .run();
  }

  private void take(Exchange exchange, Verdict.Passed passed) {
    if (exchange.isAnswered()) {
      return;
    }
    Delivery delivery =
        new Delivery(
            Source.WEBHOOK,
            requestIds.get(),
            clock.instant(),
            passed.event(),
            Optional.empty(),
            passed.kid());
    CompletableFuture<Receipt> receipt = intake.accept(delivery).toCompletableFuture();
    if (receipt.isDone()) {
      answer(exchange, receipt.join());
    } else {
      var unused = receipt.thenAcceptAsync(done -> answer(exchange, done), threads.answering());
    }
  }

  private static void answer(Exchange exchange, Receipt receipt) {
    receipt
        .<Runnable>fold(
            stored -> () -> exchange.answer(200),
            unavailable -> () -> exchange.askAgain(unavailable.retryAfter()))
        .run();
  }

  private void count(Reason reason) {
    metrics.authenticationRefused(reason.label());
    LOGGER.debug("refused reason={}", reason.label());
  }
}
