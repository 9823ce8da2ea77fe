package org.liveevents.bridge.webhook;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;

/** The HTTP server that Canvas sends events to: {@code POST /webhooks/canvas}. */
public final class WebhookSource implements AutoCloseable {

  /** The one path. */
  public static final String PATH = "/webhooks/canvas";

  private static final Duration IDLE_LIMIT = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_THREADS = 128;

  private final Javalin server;
  private final Authenticator authenticator;

  private WebhookSource(Javalin server, Authenticator authenticator) {
    this.server = server;
    this.authenticator = authenticator;
  }

  /** Starts taking requests. */
  public static WebhookSource start(
      WebhookSettings settings,
      Intake intake,
      InstantSource clock,
      Supplier<String> requestIds,
      BridgeMetrics metrics) {
    return start(settings, IDLE_LIMIT, intake, clock, requestIds, metrics);
  }

  /** With another limit on how long a sender may say nothing. */
  static WebhookSource start(
      WebhookSettings settings,
      Duration idleLimit,
      Intake intake,
      InstantSource clock,
      Supplier<String> requestIds,
      BridgeMetrics metrics) {
    Authenticator authenticator = authenticator(settings.authentication(), clock);
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
    threads.setName("webhook");
    WebhookHandler handler =
        new WebhookHandler(
            authenticator, intake, settings.maxBodyBytes(), clock, requestIds, threads, metrics);
    Javalin server =
        Javalin.create(
            config -> {
              listen(config, settings.port(), idleLimit, threads, metrics);
              config.routes.post(PATH, handler);
            });
    return new WebhookSource(server.start(), authenticator);
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  /** Takes no further requests and answers those at hand, within a limit. */
  @Override
  public void close() {
    server.stop();
    authenticator.close();
  }

  private static Authenticator authenticator(Authentication authentication, InstantSource clock) {
    return authentication.fold(
        signed ->
            new SignatureVerifier(
                new SigningKeys(signed.keys(), SigningKeys.Limits.STANDARD, clock),
                signed.issuer(),
                clock),
        token -> TokenAuthenticator.of(token.tokens()),
        none -> TokenAuthenticator.everybody());
  }

  private static void listen(
      JavalinConfig config,
      int port,
      Duration idleLimit,
      QueuedThreadPool threads,
      BridgeMetrics metrics) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        jetty -> {
          jetty.insertHandler(new GracefulHandler());
          jetty.insertHandler(new AnswerCounter(metrics));
          jetty.setStopTimeout(STOP_LIMIT.toMillis());
        });
    config.jetty.addConnector(
        (jetty, http) -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(MAX_HEADER_BYTES);
          ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
          connector.setPort(port);
          connector.setIdleTimeout(idleLimit.toMillis());
          return connector;
        });
  }
}
