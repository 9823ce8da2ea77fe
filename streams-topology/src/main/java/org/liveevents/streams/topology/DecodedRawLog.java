package org.liveevents.streams.topology;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.liveevents.streams.decode.RawDecoder;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Origin;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.window.RawLog;

/** The raw topic as events: decoded as they were when they came, but never validated again. */
record DecodedRawLog(RawTopic raw, RawDecoder decoder) implements RawLog {

  @Override
  public void reread(int partition, long from, Consumer<RawRecord> to) {
    raw.reread(
        partition,
        from,
        record ->
            to.accept(
                new RawRecord(
                    record.offset(), record.timestamp(), arrival -> event(record, arrival))));
  }

  @Override
  public int partitions() {
    return raw.partitions();
  }

  private Optional<ReceivedEvent> event(ConsumerRecord<byte[], byte[]> record, long arrival) {
    Reading reading =
        decoder.read(
            record.value(),
            record.headers(),
            Instant.ofEpochMilli(arrival),
            new Origin(record.topic(), record.partition(), record.offset()));
    return reading.accepted().stream().findFirst();
  }
}
