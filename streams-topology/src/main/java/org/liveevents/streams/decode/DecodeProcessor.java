package org.liveevents.streams.decode;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Origin;

/** Reads raw records. Nothing is dropped: what is no event leaves as a refusal. */
public final class DecodeProcessor extends ContextualProcessor<byte[], byte[], byte[], Reading> {

  private static final Origin NOWHERE = new Origin("", -1, -1);

  private final RawDecoder decoder;

  public DecodeProcessor(RawDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void process(Record<byte[], byte[]> raw) {
    Origin origin = context().recordMetadata().map(DecodeProcessor::origin).orElse(NOWHERE);
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
