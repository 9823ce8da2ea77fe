package org.liveevents.quickstart.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a local pipeline is laid out.
 *
 * @param directory where broker and state stores keep their data
 * @param kafkaPort port of the broker, or 0 for a free one
 * @param queryPort port of the query API, or 0 for a free one
 * @param webhookPort port for webhooks, or 0 for a free one
 * @param grace how long an event waits for earlier ones
 * @param defaultShard shard of local ids
 * @param extra further settings, for both services; they win
 */
public record PipelineOptions(
    Path directory,
    int kafkaPort,
    int queryPort,
    int webhookPort,
    Duration grace,
    long defaultShard,
    Map<String, String> extra) {

  public PipelineOptions {
    extra = Map.copyOf(extra);
  }

  /** Free ports and nothing special, on the data of that directory. */
  public static PipelineOptions in(Path directory, Duration grace, long defaultShard) {
    return new PipelineOptions(directory, 0, 0, 0, grace, defaultShard, Map.of());
  }
}
