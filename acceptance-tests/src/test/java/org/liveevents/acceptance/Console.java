package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Utils;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.pipeline.Services;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Delivery;
import org.liveevents.quickstart.simulation.Expectation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;

/**
 * The demo's pipeline after a term of the simulated Canvas, and somebody in front of its console.
 */
final class Console implements AutoCloseable {

  private static final String TOKEN = "a-token-typed-once";
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int EVENTS = 1500;

  private final LocalPipeline pipeline;
  private final Sender sender;
  private final Browser browser;
  private final Plan plan;
  private UnaryOperator<Map<String, String>> beforeStart = UnaryOperator.identity();

  Console(Path directory) {
    PipelineOptions options =
        new PipelineOptions(
            directory,
            0,
            0,
            0,
            GRACE,
            CanvasSimulation.SHARD,
            Map.of("QUERY_AUTH", "token", "QUERY_TOKENS", TOKEN));
    pipeline =
        new LocalPipeline(
            options,
            Services.bridge(),
            settings -> Services.topology().start(beforeStart.apply(settings)),
            part -> {});
    sender = new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys());
    plan = CanvasSimulation.plan(new SimulationSettings(1, EVENTS, Instant.now(), GRACE));
    browser = new Browser();
  }

  /** Plays the term, and opens the console. */
  void begin() throws InterruptedException {
    for (Wave wave : plan.waves()) {
      send(wave.deliveries());
    }
    signIn();
  }

  /** What a person does who opens the console for the first time. */
  private void signIn() {
    browser.open(pipeline.query().resolve("/"));
    browser.awaitElement("#token").sendKeys("not-this-one");
    browser.awaitElement("dialog button.primary").click();
    browser.awaitText("dialog .trouble", "not accepted");
    browser.awaitElement("#token").clear();
    browser.awaitElement("#token").sendKeys(TOKEN);
    browser.awaitElement("dialog button.primary").click();
    browser.awaitText("#link", "Live");
    await("signed in").until(() -> browser.count("dialog") == 0);
  }

  Browser browser() {
    return browser;
  }

  /** What the simulation knows to be true. */
  Expectation expected() {
    return plan.expectation();
  }

  /** The simulation's first course. */
  String course() {
    return plan.course();
  }

  /** Where it is served. */
  URI address() {
    return pipeline.query();
  }

  /** The broker. */
  String brokers() {
    return pipeline.kafka().bootstrapServers();
  }

  /** Loads the page anew, at that view. */
  void open(String view) {
    browser.open(URI.create(address() + "/#/" + view));
    browser.awaitText("#link", "Live");
  }

  /** Sends these as Canvas does, and waits until they were taken. */
  void send(List<Delivery> deliveries) throws InterruptedException {
    assertThat(sender.send(new Wave("", deliveries), sent -> {}).refused()).isZero();
    await("taken").until(() -> pipeline.sqs().undeleted(pipeline.queue()) == 0);
  }

  /** Posts something unsigned, as nobody does who is Canvas. */
  void postUnsigned() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(pipeline.webhook())
            .POST(HttpRequest.BodyPublishers.ofString("not.a.token"))
            .build();
    HttpResponse<Void> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(401);
  }

  void restart() {
    pipeline.restartTopology();
  }

  /** The same after its disk was lost, and while the way to the broker is narrow. */
  CompletableFuture<Void> restartFromNothing() {
    beforeStart = Console::fromNothing;
    return CompletableFuture.runAsync(this::restart);
  }

  private static Map<String, String> fromNothing(Map<String, String> settings) {
    try {
      Utils.delete(Path.of(settings.get("KAFKA_STATE_DIR")).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> slow = new HashMap<>(settings);
    // The broker waits so long for more than there is, and gives so much of a partition at a time:
    // together several times as long as the page waits before it asks again.
    slow.put("KAFKA_RESTORE_CONSUMER_FETCH_MIN_BYTES", "50000000");
    slow.put("KAFKA_RESTORE_CONSUMER_FETCH_MAX_WAIT_MS", "1500");
    slow.put("KAFKA_RESTORE_CONSUMER_MAX_PARTITION_FETCH_BYTES", "8192");
    return slow;
  }

  @Override
  public void close() {
    browser.close();
    sender.close();
    pipeline.close();
  }
}
