package org.liveevents.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.topic.Topics;

/**
 * The pipeline's topics as they are to be created. Both services create what is missing, so the
 * settings stand here once.
 */
public record PipelineTopics(Topics topics, int rawPartitions, int typedPartitions) {

  /** Room for an event of 1 MiB with its key and headers: 1 MiB and a quarter. */
  public static final int MAX_EVENT_RECORD_BYTES = 1024 * 1024 + 256 * 1024;

  /** Room for the largest body a source takes, with its headers. */
  public static final int MAX_REJECTED_RECORD_BYTES = 4 * 1024 * 1024;

  private static final int STATUS_SEGMENT_BYTES = 16 * 1024 * 1024;
  private static final Duration RAW_RETENTION = Duration.ofDays(7);
  private static final Duration RETENTION = Duration.ofDays(30);

  /** Every topic of this release, but those Kafka Streams makes for itself. */
  public List<TopicSpec> all() {
    List<TopicSpec> all = new ArrayList<>(List.of(raw(), rejected(), forget(), bridgeStatus()));
    all.addAll(typed(EventCatalogue.bundled()));
    SchemaCatalogue.bundled().states().forEach(state -> all.add(state(state.store())));
    return all;
  }

  /** Everything received; its timestamp is the arrival. */
  public TopicSpec raw() {
    return kept(topics.raw(), rawPartitions, RAW_RETENTION, MAX_EVENT_RECORD_BYTES);
  }

  /** What could not be understood. */
  public TopicSpec rejected() {
    return kept(topics.rejected(), typedPartitions, RETENTION, MAX_REJECTED_RECORD_BYTES);
  }

  /** How the bridges are doing. */
  public TopicSpec bridgeStatus() {
    TopicSpec compacted = compacted(topics.bridgeStatus(), 1);
    Map<String, String> settings = new HashMap<>(compacted.settings());
    // Written every few seconds, read as a whole at every start: compacted often.
    settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(STATUS_SEGMENT_BYTES));
    return new TopicSpec(compacted.name(), compacted.partitions(), settings);
  }

  /** Whom the views are to forget; every instance reads all of it at its start. */
  public TopicSpec forget() {
    return compacted(topics.forget(), 1);
  }

  /** The typed topic of a catalogue name, or of the unrecognised. */
  public TopicSpec typed(PayloadFormat format, String label) {
    return kept(topics.typed(format, label), typedPartitions, RETENTION, MAX_EVENT_RECORD_BYTES);
  }

  /** The typed topics of all names of a catalogue, and of the unrecognised. */
  public List<TopicSpec> typed(EventCatalogue catalogue) {
    List<TopicSpec> typed = new ArrayList<>();
    for (KnownEvent known : catalogue.all()) {
      typed.add(typed(PayloadFormat.CANVAS, known.name().text()));
      if (known.inCaliper()) {
        typed.add(typed(PayloadFormat.CALIPER, known.name().text()));
      }
    }
    for (PayloadFormat format : PayloadFormat.values()) {
      typed.add(typed(format, EventName.UNRECOGNIZED));
    }
    return typed;
  }

  /** The public view of a state store. */
  public TopicSpec state(String store) {
    return compacted(topics.state(store), typedPartitions);
  }

  private static TopicSpec kept(String name, int partitions, Duration retention, int maxBytes) {
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(retention.toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(maxBytes),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime"));
  }

  private static TopicSpec compacted(String name, int partitions) {
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(MAX_EVENT_RECORD_BYTES),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime"));
  }
}
