package org.liveevents.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.benchmarks.corpus.CorpusSettings;
import org.liveevents.benchmarks.figures.Rounds;
import org.liveevents.bridge.Bridge;
import org.liveevents.bridge.BridgeConfig;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.bridge.webhook.WebhookSource;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.JwksServer;
import org.liveevents.runtime.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The webhook beside bare HTTP servers, and signed beside the bare verifying of signatures. */
@Command(
    name = "webhook",
    description = "The webhook beside a bare HTTP server, and beside bare RSA verification.",
    mixinStandardHelpOptions = true)
public final class WebhookCommand implements Callable<Integer> {

  private static final int BODIES = 2000;
  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  @Option(
      names = "--senders",
      description = "connections, one request each at a time: ${DEFAULT-VALUE}")
  private int senders = 128;

  @Option(names = "--rounds", description = "times each is measured, in turn: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--seconds", description = "how long each time: ${DEFAULT-VALUE}")
  private int seconds = 5;

  @Option(
      names = "--warm-up",
      description = "seconds of each before, for the JVM to compile in: ${DEFAULT-VALUE}")
  private int warmUp = 40;

  @Option(
      names = "--only",
      split = ",",
      description = "those whose names hold one of these words, such as Jetty,unsigned; else all")
  private List<String> only = List.of("");

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      description = "of the bridges, as KAFKA_LINGER_MS=1; may be repeated")
  private Map<String, String> more = Map.of();

  private final CanvasKeys keys = new CanvasKeys(InstantSource.system());

  @Override
  public Integer call() throws Exception {
    List<byte[]> plain = bodies();
    List<byte[]> signed =
        plain.stream().map(body -> keys.sign(new String(body, UTF_8)).getBytes(UTF_8)).toList();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        JwksServer jwks = JwksServer.start(keys);
        BareServers.Running jetty = BareServers.jetty();
        BareServers.Running storing = BareServers.storing(kafka);
        BareServers.Running javalin = BareServers.javalin(WebhookSource.PATH);
        WebhookSource acknowledging = acknowledging();
        Bridge open = bridge(kafka, more, Map.of("WEBHOOK_AUTH", "none"));
        Bridge verifying =
            bridge(
                kafka,
                more,
                Map.of(
                    "WEBHOOK_JWKS_URL",
                    jwks.url().toString(),
                    "WEBHOOK_ISSUER",
                    CanvasKeys.ISSUER,
                    "WEBHOOK_CLOCK_SKEW", // what is sent was signed at the beginning
                    "15m"))) {
      Map<String, Load> loads = new LinkedHashMap<>();
      loads.put("bare Jetty", load(jetty.port(), plain));
      loads.put("bare Jetty that stores", load(storing.port(), plain));
      loads.put("bare Javalin", load(javalin.port(), plain));
      loads.put("webhook, acknowledged at once", load(acknowledging.port(), plain));
      loads.put("webhook to Kafka, unsigned", load(open.webhookPort(), plain));
      loads.put("webhook to Kafka, signed", load(verifying.webhookPort(), signed));
      loads.keySet().removeIf(name -> only.stream().noneMatch(name::contains));
      Map<String, Double> full = measure(loads);
      report(full, loads);
    }
    return 0;
  }

  private Map<String, Double> measure(Map<String, Load> loads) throws Exception {
    Rounds rates = new Rounds();
    loads.forEach((name, load) -> warmUp(load));
    for (int round = 0; round < rounds; round++) {
      loads.forEach(
          (name, load) ->
              rates.add(name, load.full(senders, Duration.ofSeconds(seconds)).perSecond()));
      rates.add("bare RSA-2048 verification, one core", verifications());
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    rates.forEachMedian(medians::put);
    return medians;
  }

  private void warmUp(Load load) {
    load.full(senders, Duration.ofSeconds(warmUp));
  }

  private void report(Map<String, Double> full, Map<String, Load> loads) {
    double roof = full.getOrDefault("bare Jetty", 1.0);
    System.out.printf("%-40s %10s %8s%n", "at full speed", "per s", "of Jetty");
    full.forEach(
        (name, rate) -> System.out.printf("%-40s %10.0f %8.2f%n", name, rate, rate / roof));
    System.out.printf(
        "%n%-40s %10s %8s %8s %8s%n", "at half of that", "per s", "p50 ms", "p99 ms", "not 200");
    loads.forEach(
        (name, load) -> {
          ThreadTimes before = ThreadTimes.ofWebhook();
          Load.Outcome half =
              load.paced(
                  senders, Duration.ofSeconds(2L * seconds), full.getOrDefault(name, 1.0) / 2);
          double cpu = ThreadTimes.ofWebhook().secondsSince(before);
          System.out.printf(
              "%-40s %10.0f %8.1f %8.1f %8d%s%n",
              name,
              half.perSecond(),
              half.within(0.5).toNanos() / 1e6,
              half.within(0.99).toNanos() / 1e6,
              half.refused(),
              name.startsWith("webhook")
                  ? "   %.0f per core".formatted(half.perSecond() * 2 * seconds / cpu)
                  : "");
        });
  }

  private static Load load(int port, List<byte[]> bodies) {
    return new Load(port, WebhookSource.PATH, bodies);
  }

  private static List<byte[]> bodies() {
    return Corpus.some(CorpusSettings.of(1, BODIES, START)).stream()
        .filter(delivery -> delivery.sequence() >= 0)
        .limit(BODIES)
        .map(delivery -> delivery.json().getBytes(UTF_8))
        .toList();
  }

  /** What is left of the webhook when storing costs nothing. */
  private static WebhookSource acknowledging() {
    return WebhookSource.start(
        new WebhookSettings(0, new Authentication.None(), 2 << 20, 64L << 20, Optional.empty()),
        delivery -> CompletableFuture.completedFuture(new Receipt.Stored()),
        InstantSource.system(),
        () -> UUID.randomUUID().toString(),
        new BridgeMetrics(new SimpleMeterRegistry()));
  }

  static Bridge bridge(EmbeddedKafka kafka, Map<String, String> base, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>(base);
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("MANAGEMENT_PORT", "0");
    if (!more.containsKey("SQS_QUEUE_URLS")) {
      settings.put("WEBHOOK_PORT", "0");
    }
    settings.putAll(more);
    Bridge bridge = Bridge.start(BridgeConfig.from(Settings.of(settings)), InstantSource.system());
    bridge.ready().toCompletableFuture().get();
    return bridge;
  }

  private double verifications() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    byte[] text = new byte[1400];
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(text);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("SHA256withRSA");
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(Math.max(1, seconds / 2)).toNanos();
    long count = 0;
    while (System.nanoTime() < end) {
      verifier.initVerify(pair.getPublic());
      verifier.update(text);
      if (!verifier.verify(signature)) {
        throw new IllegalStateException("a good signature is good");
      }
      count++;
    }
    return count * 1e9 / (System.nanoTime() - start);
  }
}
