package org.liveevents.acceptance;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.JwksServer;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;

/** Bridges in this JVM on one broker, each with a webhook that asks for other credentials. */
final class WebhookBridges implements AutoCloseable {

  private final Deque<RunningService> running = new ArrayDeque<>();
  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());
  private final JwksServer jwks = JwksServer.start(keys);
  private final String bootstrapServers;

  WebhookBridges(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** The keys whose signatures count. */
  CanvasKeys keys() {
    return keys;
  }

  /** Starts one that takes signed events, with further settings, which win. */
  WebhookClient signed(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("WEBHOOK_JWKS_URL", jwks.url().toString());
    settings.put("WEBHOOK_ISSUER", CanvasKeys.ISSUER);
    settings.putAll(more);
    return start(settings);
  }

  /** Starts one that takes events with that token. */
  WebhookClient token(String token) {
    return start(Map.of("WEBHOOK_AUTH", "token", "WEBHOOK_TOKENS", token));
  }

  /** Starts one that takes events from everybody. */
  WebhookClient open() {
    return start(Map.of("WEBHOOK_AUTH", "none"));
  }

  private WebhookClient start(Map<String, String> kind) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    settings.put("RAW_PARTITIONS", "2");
    settings.put("TYPED_PARTITIONS", "1");
    settings.put("WEBHOOK_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    settings.putAll(kind);
    RunningService bridge = Services.bridge().start(settings);
    running.push(bridge);
    return new WebhookClient(bridge.address());
  }

  @Override
  public void close() {
    running.forEach(RunningService::close);
    jwks.close();
  }
}
