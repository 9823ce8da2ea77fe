package org.liveevents.streams.decode;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.liveevents.streams.flow.Reading.Refused;
import org.liveevents.streams.flow.Tally;
import org.liveevents.topic.RejectedHeaders;

/**
 * Makes the record of the rejected topic: the original key and bytes, the headers it came with, and
 * why.
 */
public final class RejectedRecordProcessor implements Processor<byte[], Refused, byte[], byte[]> {

  private final Function<ProcessorContext<?, ?>, Tally> tallies;
  private ProcessorContext<byte[], byte[]> context;
  private Tally tally;

  public RejectedRecordProcessor(Function<ProcessorContext<?, ?>, Tally> tallies) {
    this.tallies = tallies;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.tally = tallies.apply(context);
  }

  @Override
  public void process(Record<byte[], Refused> record) {
    Refused refused = record.value();
    Headers headers = record.headers();
    set(headers, RejectedHeaders.STAGE, refused.stage());
    set(headers, RejectedHeaders.CODE, refused.code().code());
    set(headers, RejectedHeaders.DETAIL, refused.detail());
    set(headers, RejectedHeaders.ORIGINAL_TOPIC, refused.origin().topic());
    set(
        headers,
        RejectedHeaders.ORIGINAL_PARTITION,
        Integer.toString(refused.origin().partition()));
    set(headers, RejectedHeaders.ORIGINAL_OFFSET, Long.toString(refused.origin().offset()));
    if (headers.lastHeader(RejectedHeaders.REPLAY_COUNT) == null) {
      set(headers, RejectedHeaders.REPLAY_COUNT, "0");
    }
    tally.rejected(refused.name());
    context.forward(record.withValue(refused.payload().bytes()));
  }

  private static void set(Headers headers, String key, String value) {
    headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
