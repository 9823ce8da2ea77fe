package org.liveevents.streams.split;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.pulse.Pulse;
import org.liveevents.topic.Topics;

/**
 * Makes the record of the typed topic an event belongs to: its bytes as they came, its headers, its
 * time.
 */
public final class SplitProcessor
    extends ContextualProcessor<byte[], OrderedEvent, byte[], TypedRecord> {

  private final Topics topics;
  private final Pulse pulse;
  private final CloudEventHeaderWriter writer = new CloudEventHeaderWriter();

  /**
   * A processor that knows where each event belongs.
   *
   * @param pulse is told of every event
   */
  public SplitProcessor(Topics topics, Pulse pulse) {
    this.topics = topics;
    this.pulse = pulse;
  }

  @Override
  public void process(Record<byte[], OrderedEvent> record) {
    LiveEvent event = record.value().received().event();
    long arrival = record.value().received().arrival().toEpochMilli();
    pulse.forwarded(
        event.format().label(), event.name().label(), arrival, context().currentSystemTimeMs());
    context()
        .forward(
            new Record<>(
                record.key(),
                new TypedRecord(
                    topics.typed(event.format(), event.name()),
                    record.value().received().payload()),
                timestamp(event.time().toEpochMilli(), arrival),
                writer.headers(record.value())));
  }

  /**
   * A record's timestamp: the event time, never negative and never after the arrival; brokers
   * refuse such.
   */
  static long timestamp(long eventTime, long arrival) {
    return Math.max(0, Math.min(eventTime, arrival));
  }
}
