package org.liveevents.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.quickstart.pipeline.LocalPipeline;
import org.liveevents.quickstart.pipeline.PipelineOptions;
import org.liveevents.quickstart.pipeline.Services;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.SimulationSettings;
import org.liveevents.quickstart.simulation.Wave;
import org.liveevents.topic.Topics;

/** Both services on a broker and a queue, and a Canvas whose every consequence is known. */
class WholePipelineIT {

  private static final Duration GRACE = Duration.ofSeconds(8);

  @Test
  void theTypedTopicsHoldEveryEventOnceInOrderAndMarked(@TempDir Path directory) throws Exception {
    // Given
    Plan plan = CanvasSimulation.plan(new SimulationSettings(11, 1200, Instant.now(), GRACE));
    PipelineOptions options = PipelineOptions.in(directory, GRACE, CanvasSimulation.SHARD);
    try (LocalPipeline pipeline =
            new LocalPipeline(options, Services.bridge(), Services.topology(), part -> {});
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
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () ->
                  assertThat(Verification.ofTopics(plan.expectation(), observe(pipeline)))
                      .isEmpty());
    }
  }

  private static Observed observe(LocalPipeline pipeline) throws InterruptedException {
    return Observer.observe(
        new TopicReader(pipeline.kafka().bootstrapServers()),
        new Topics(Topics.DEFAULT_PREFIX),
        CanvasSimulation.SHARD);
  }
}
