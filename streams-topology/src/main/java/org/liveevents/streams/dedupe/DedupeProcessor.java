package org.liveevents.streams.dedupe;

import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.window.EventWindow;
import org.liveevents.streams.window.OpenWindows;

/**
 * Lets each event pass once within the window; copies are counted and go no further. It opens the
 * window of its partition, before any record comes.
 */
public final class DedupeProcessor implements Processor<byte[], Reading, byte[], ReceivedEvent> {

  private final OpenWindows windows;
  private final Function<ProcessorContext<?, ?>, EventWindow> opener;
  private ProcessorContext<byte[], ReceivedEvent> context;
  private EventWindow window;

  /**
   * A stage that asks a window.
   *
   * @param windows where the other stages of the task find it
   */
  public DedupeProcessor(
      OpenWindows windows, Function<ProcessorContext<?, ?>, EventWindow> opener) {
    this.windows = windows;
    this.opener = opener;
  }

  @Override
  public void init(ProcessorContext<byte[], ReceivedEvent> context) {
    this.context = context;
    this.window = opener.apply(context);
    windows.open(context.taskId().partition(), window);
  }

  @Override
  public void process(Record<byte[], Reading> record) {
    for (ReceivedEvent event : record.value().accepted()) {
      window.arrives(offset(), event.arrival());
      if (!window.isDuplicate(event)) {
        // The headers that matter are in the event.
        context.forward(new Record<>(record.key(), event, record.timestamp()));
      }
    }
  }

  @Override
  public void close() {
    windows.close(context.taskId().partition(), window);
  }

  private long offset() {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a raw record has an offset"))
        .offset();
  }
}
