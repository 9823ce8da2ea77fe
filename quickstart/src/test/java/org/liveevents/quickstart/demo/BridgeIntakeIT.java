package org.liveevents.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.event.Payload;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.pipeline.RunningService;
import org.liveevents.quickstart.pipeline.Services;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;
import org.liveevents.topic.Topics;

/** The first half of the pipeline, with nothing behind the raw topic. */
class BridgeIntakeIT {

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final RunningService NOTHING =
      RunningService.at(URI.create("http://127.0.0.1/"), () -> {});

  @Test
  void everythingSentIsARawRecordOrRejectedWithItsBytes(@TempDir Path directory) throws Exception {
    // Given
    Plan plan = CanvasSimulation.plan(new SimulationSettings(5, 1000, Instant.now(), GRACE));
    PipelineOptions options = PipelineOptions.in(directory, GRACE, CanvasSimulation.SHARD);
    try (LocalPipeline pipeline =
            new LocalPipeline(options, Services.bridge(), settings -> NOTHING, part -> {});
        Sender sender =
            new Sender(pipeline.sqs(), pipeline.queue(), pipeline.webhook(), pipeline.keys())) {
      // When
      for (Wave wave : plan.waves()) {
        assertThat(sender.send(wave, sent -> {})).isEqualTo(new Sender.Sent(0, 0));
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> pipeline.sqs().undeleted(pipeline.queue()) == 0);
      }

      // Then
      Observed observed =
          Observer.observe(
              new TopicReader(pipeline.kafka().bootstrapServers()),
              new Topics(Topics.DEFAULT_PREFIX),
              CanvasSimulation.SHARD);
      assertThat(observed.received()).isEqualTo(plan.expectation().received());
      assertThat(observed.rejected()).isEqualTo(originals(plan));
    }
  }

  private static Map<String, Map<Payload, Integer>> originals(Plan plan) {
    Map<String, Map<Payload, Integer>> originals = new HashMap<>();
    plan.expectation()
        .rejected()
        .forEach((code, payloads) -> originals.put(code.code(), counted(payloads)));
    return originals;
  }

  private static Map<Payload, Integer> counted(List<Payload> payloads) {
    Map<Payload, Integer> counted = new HashMap<>();
    payloads.forEach(payload -> counted.merge(payload, 1, Integer::sum));
    return counted;
  }
}
