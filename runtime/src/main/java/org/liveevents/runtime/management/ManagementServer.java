package org.liveevents.runtime.management;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. Live is 503 when a part
 * is dead, ready is 503 when a part does not do its work; both name the reasons.
 */
public final class ManagementServer implements AutoCloseable {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** What every process tells of itself: none of them holds anything that must be closed. */
  private static final List<MeterBinder> OF_THE_PROCESS =
      List.of(
          new JvmMemoryMetrics(),
          new JvmThreadMetrics(),
          new ProcessorMetrics(),
          new FileDescriptorMetrics(),
          new UptimeMetrics());

  private final Javalin server;

  private ManagementServer(Javalin server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param port the port, or 0 for any free one
   */
  public static ManagementServer start(
      int port, PrometheusMeterRegistry meters, List<Health> parts) {
    List<Health> all = List.copyOf(parts);
    bindProcess(meters);
    QueuedThreadPool threads = new QueuedThreadPool(12, 2);
    threads.setName("management");
    Javalin server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.threadPool = threads;
              config.routes.get("/health/live", context -> answerLive(context, all));
              config.routes.get("/health/ready", context -> answerReady(context, all));
              config.routes.get(
                  "/metrics",
                  context -> context.contentType(PROMETHEUS_TEXT).result(meters.scrape()));
            });
    return new ManagementServer(server.start(port));
  }

  private static void bindProcess(MeterRegistry meters) {
    OF_THE_PROCESS.forEach(binder -> binder.bindTo(meters));
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static void answerLive(Context context, List<Health> parts) {
    HealthReport report = HealthReport.of(parts);
    answer(context, report, report.isAlive());
  }

  private static void answerReady(Context context, List<Health> parts) {
    HealthReport report = HealthReport.of(parts);
    answer(context, report, report.isReady());
  }

  private static void answer(Context context, HealthReport report, boolean good) {
    context.status(good ? 200 : 503).contentType("application/json").result(report.json());
  }
}
