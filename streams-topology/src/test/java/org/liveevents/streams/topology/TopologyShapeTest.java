package org.liveevents.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.streams.validate.Validation;
import org.liveevents.topic.Topics;

/**
 * The shape of the topology is part of every installation's state: a change must be seen, and wants
 * a decision record.
 */
class TopologyShapeTest {

  @Test
  void hasTheShapeWrittenDown() throws IOException {
    // Given
    EngineSettings settings =
        new EngineSettings(
            new Topics("canvas"),
            IdRules.ofShard(1),
            Duration.ofHours(24),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            1 << 20,
            Validation.REJECT,
            Duration.ofDays(30),
            Set.copyOf(Views.topics()));

    // When
    String shape =
        new LiveEventsTopology(
                settings,
                (partition, next) -> Instant.MIN,
                new FakeRawTopic(),
                new DriftLog(InstantSource.system(), new SimpleMeterRegistry()),
                Framing.NONE)
            .build()
            .describe()
            .toString();

    // Then: a wanted change is taken over from the file named in the failure
    Path actual = Path.of("target", "topology.txt");
    Files.writeString(actual, shape);
    assertThat(shape).as("compare with %s", actual).isEqualTo(golden());
  }

  private static String golden() throws IOException {
    try (InputStream in = TopologyShapeTest.class.getResourceAsStream("topology.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
