package org.liveevents.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.simulation.Delivery;
import org.liveevents.quickstart.simulation.Delivery.Form;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.Wave;

/**
 * Both services between a broker, a queue and a webhook, all with default settings but the given.
 */
final class PipelineAtWork implements AutoCloseable {

  private static final long DEFAULT_SHARD = 1;

  private final LocalPipeline pipeline;
  private final Sender sender;

  private PipelineAtWork(LocalPipeline pipeline) {
    this.pipeline = pipeline;
    this.sender = new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys());
  }

  static PipelineAtWork start(Path directory, Duration grace, Map<String, String> settings) {
    PipelineOptions options =
        new PipelineOptions(directory, 0, 0, 0, grace, DEFAULT_SHARD, settings);
    return new PipelineAtWork(new LocalPipeline(options));
  }

  /** A message on the queue, with the attributes Canvas gives it. */
  static Delivery queued(String event, String name, String time) {
    return new Delivery.Sqs(Payload.of(event), Map.of("event_name", name, "event_time", time));
  }

  /** A signed webhook: the claims are the event and {@code iss iat exp jti}. */
  static Delivery signed(String event) {
    return new Delivery.Webhook(Payload.of(event), Form.TOKEN);
  }

  /** Sends all of them at once, over both channels, and waits until the bridge has taken all. */
  void send(List<Delivery> deliveries) throws InterruptedException {
    assertThat(sender.send(new Wave("", deliveries), sent -> {})).isEqualTo(new Sender.Sent(0, 0));
    await("every message taken")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> pipeline.sqs().undeleted(pipeline.queue()) == 0);
  }

  QueryApi query() {
    return new QueryApi(pipeline.query());
  }

  CommittedTopics topics() {
    return new CommittedTopics(pipeline.kafka().bootstrapServers());
  }

  @Override
  public void close() {
    sender.close();
    pipeline.close();
  }
}
