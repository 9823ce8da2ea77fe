package org.liveevents.streams.decode;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Origin;
import org.liveevents.streams.pulse.Pulse;
import org.liveevents.topic.RawHeaders;

/** Reads raw records. Nothing is dropped: what is no event leaves as a refusal. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], byte[], Reading> {

  private static final Origin NOWHERE = new Origin("", -1, -1);

  private final RawDecoder decoder;
  private final Pulse pulse;

  /**
   * A processor that reads with that decoder.
   *
   * @param pulse is told of every record
   */
  public DecodeProcessor(RawDecoder decoder, Pulse pulse) {
    this.decoder = decoder;
    this.pulse = pulse;
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    Origin origin = context().recordMetadata().map(DecodeProcessor::origin).orElse(NOWHERE);
    pulse.received(
        RawDecoder.text(raw.headers(), RawHeaders.SOURCE),
        raw.timestamp(),
        context().currentSystemTimeMs());
    context()
        .forward(
            raw.withValue(
                decoder.read(
                    raw.value(), raw.headers(), Instant.ofEpochMilli(raw.timestamp()), origin)));
  }

  private static Origin origin(RecordMetadata metadata) {
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }
}
