package org.liveevents.streams.decode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Refused;
import org.liveevents.streams.window.EventWindow;
import org.liveevents.streams.window.OpenWindows;
import org.liveevents.topic.RejectedHeaders;

/**
 * Makes the record of the rejected topic of what was refused: the original key and bytes, the
 * headers it came with, and why.
 */
public final class RejectedRecordProcessor implements Processor<byte[], Reading, byte[], byte[]> {

  private final OpenWindows windows;
  private ProcessorContext<byte[], byte[]> context;

  public RejectedRecordProcessor(OpenWindows windows) {
    this.windows = windows;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], Reading> record) {
    for (Refused refused : record.value().refused()) {
      EventWindow window = windows.of(context.taskId().partition());
      window.arrives(refused.origin().offset(), Instant.ofEpochMilli(record.timestamp()));
      window.refused(refused.name());
      context.forward(rejected(record, refused));
    }
  }

  private static Record<byte[], byte[]> rejected(Record<byte[], Reading> record, Refused refused) {
    Headers headers = new RecordHeaders(record.headers());
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
    return record.withValue(refused.payload().bytes()).withHeaders(headers);
  }

  private static void set(Headers headers, String key, String value) {
    headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
  }
}
