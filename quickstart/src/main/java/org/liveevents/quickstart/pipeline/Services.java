package org.liveevents.quickstart.pipeline;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.liveevents.bridge.Bridge;
import org.liveevents.bridge.BridgeConfig;
import org.liveevents.bridge.webhook.WebhookSource;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.StreamsService;
import org.liveevents.streams.TopologyConfig;

/** The two services, as this JVM starts them: from settings, by the code their processes run. */
public final class Services {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Services() {}

  /** Starts an ingest bridge with a webhook. */
  public static ServiceStarter bridge() {
    return Services::startBridge;
  }

  /** Starts a streams topology with its query API. */
  public static ServiceStarter topology() {
    return Services::startTopology;
  }

  private static RunningService startBridge(Map<String, String> settings) {
    Bridge bridge = Bridge.start(BridgeConfig.from(Settings.of(settings)), InstantSource.system());
    try {
      await(bridge.ready(), "bridge");
    } catch (RuntimeException e) {
      bridge.close();
      throw e;
    }
    URI address = URI.create("http://127.0.0.1:" + bridge.webhookPort() + WebhookSource.PATH);
    return RunningService.at(address, bridge::close);
  }

  private static RunningService startTopology(Map<String, String> settings) {
    StreamsService service = StreamsService.start(TopologyConfig.from(Settings.of(settings)));
    try {
      Readiness.await(service.managementPort(), PATIENCE);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
    URI address = URI.create("http://127.0.0.1:" + service.queryPort());
    return RunningService.at(address, service::close);
  }

  private static void await(CompletionStage<?> ready, String name) {
    try {
      ready.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the " + name + " did not get to work", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the " + name + " was starting", e);
    }
  }
}
