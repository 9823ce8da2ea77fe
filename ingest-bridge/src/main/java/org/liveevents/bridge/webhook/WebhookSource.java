package org.liveevents.bridge.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.SerializedExecutor;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.runtime.keys.SigningKeys;
import org.liveevents.runtime.schedule.Recurring;

/** The HTTP server that Canvas sends events to: {@code POST /webhooks/canvas}. */
public final class WebhookSource implements AutoCloseable {

  /** The one path. */
  public static final String PATH = "/webhooks/canvas";

  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final Duration CERTIFICATE_INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_CONNECTIONS = 8192;
  private static final int MAX_THREADS = 64;
  private static final int WAITING_PER_WORKER = 512;

  private final Server server;
  private final ServerConnector connector;
  private final Authenticator authenticator;
  private final ExecutorService workers;
  private final ScheduledExecutorService timer;
  private final Recurring connections;

  private WebhookSource(
      WebhookSettings settings,
      Limits limits,
      Intake intake,
      InstantSource clock,
      Supplier<String> requestIds,
      BridgeMetrics metrics) {
    this.workers = workers();
    this.timer = timer();
    this.authenticator = authenticator(settings.authentication(), clock, workers, metrics);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("webhook");
    this.server = new Server(threads);
    SlowSenders slow = new SlowSenders(limits.deadline().plus(limits.silence()).plusSeconds(1));
    this.connector = connector(settings, limits, slow);
    this.connections = Recurring.start("webhook-connections", Duration.ofSeconds(1), slow::look);
    BodyMemory memory = new BodyMemory(settings.maxInFlightBytes());
    metrics.webhookBodies(memory::used);
    server.setHandler(
        new GracefulHandler(
            new WebhookHandler(
                authenticator,
                intake,
                limits,
                memory,
                clock,
                requestIds,
                // Answers come in by the batch: one thread writes them all, where each would wake
                // one.
                new WebhookHandler.Threads(workers, new SerializedExecutor(threads), timer),
                metrics)));
    server.insertHandler(new AnswerCounter(metrics));
    server.setErrorHandler(
        (request, response, callback) -> { // a status says enough, a page could quote the request
          callback.succeeded();
          return true;
        });
    server.setStopTimeout(STOP_LIMIT.toMillis());
  }

  /** Starts taking requests. */
  public static WebhookSource start(
      WebhookSettings settings,
      Intake intake,
      InstantSource clock,
      Supplier<String> requestIds,
      BridgeMetrics metrics) {
    return start(
        settings, Limits.standard(settings.maxBodyBytes()), intake, clock, requestIds, metrics);
  }

  /** With other limits. */
  static WebhookSource start(
      WebhookSettings settings,
      Limits limits,
      Intake intake,
      InstantSource clock,
      Supplier<String> requestIds,
      BridgeMetrics metrics) {
    WebhookSource source = new WebhookSource(settings, limits, intake, clock, requestIds, metrics);
    try {
      source.server.start();
    } catch (Exception e) { // as the server declares it
      source.close();
      throw new IllegalStateException("cannot listen on port " + settings.port(), e);
    }
    return source;
  }

  /** The port in use. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Takes no further requests and answers those at hand, within a limit. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // as the server declares it; stopped all the same
      server.destroy();
    }
    workers.shutdownNow();
    timer.shutdownNow();
    connections.close();
    authenticator.close();
  }

  private ServerConnector connector(WebhookSettings settings, Limits limits, SlowSenders slow) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    Optional<TlsKeys> tls =
        settings.certificate().map(found -> new TlsKeys(found, CERTIFICATE_INTERVAL));
    ServerConnector made =
        tls.map(keys -> new ServerConnector(server, keys.tls(), plain))
            .orElseGet(() -> new ServerConnector(server, plain));
    made.setPort(settings.port());
    made.setIdleTimeout(limits.silence().toMillis());
    made.addBean(slow);
    server.addConnector(made);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, made));
    return made;
  }

  private static Authenticator authenticator(
      Authentication authentication,
      InstantSource clock,
      ExecutorService workers,
      BridgeMetrics metrics) {
    return authentication.fold(
        signed ->
            new SignatureVerifier(
                signingKeys(signed.keys(), clock, metrics),
                signed.issuer(),
                signed.skew(),
                clock,
                workers),
        token -> TokenAuthenticator.of(token.tokens()),
        none -> TokenAuthenticator.everybody());
  }

  private static SigningKeys signingKeys(URI address, InstantSource clock, BridgeMetrics metrics) {
    SigningKeys keys = SigningKeys.at(address, SigningKeys.Limits.STANDARD, clock).kept();
    metrics.watchKeys(keys::age);
    return keys;
  }

  /** As many as can compute at once; the work never waits. */
  private static ExecutorService workers() {
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new ThreadPoolExecutor(
        processors,
        processors,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(processors * WAITING_PER_WORKER),
        named("webhook-worker-"));
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, named("webhook-deadline-"));
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
