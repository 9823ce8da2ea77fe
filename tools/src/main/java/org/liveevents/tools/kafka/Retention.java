package org.liveevents.tools.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.runtime.kafka.PipelineTopics;

/** How long typed topics keep records; one that isn't there yet, as it will be created. */
public final class Retention {

  /** A very long time. */
  public static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

  private final Map<String, Duration> byTopic;
  private final Duration otherwise;

  /** What was found, by topic. */
  public Retention(Map<String, Duration> byTopic, PipelineTopics topics) {
    this.byTopic = Map.copyOf(byTopic);
    this.otherwise =
        ofMillis(
            topics
                .typed(PayloadFormat.CANVAS, EventName.UNRECOGNIZED)
                .settings()
                .get(TopicConfig.RETENTION_MS_CONFIG));
  }

  /** How long that topic keeps a record after its timestamp; for ever is a very long time. */
  public Duration of(String topic) {
    return byTopic.getOrDefault(topic, otherwise);
  }

  /** How long any of them keeps a record. */
  public Duration longest() {
    return byTopic.values().stream().max(Duration::compareTo).orElse(otherwise);
  }

  static Duration ofMillis(@Nullable String text) {
    long millis = text == null ? -1 : Long.parseLong(text);
    return millis < 0 ? FOR_EVER : Duration.ofMillis(millis);
  }
}
