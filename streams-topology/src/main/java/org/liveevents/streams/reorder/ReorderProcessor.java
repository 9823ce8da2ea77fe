package org.liveevents.streams.reorder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.window.EventWindow;
import org.liveevents.streams.window.OpenWindows;

/**
 * Puts the events of a partition in the order of (event time, event id). What comes after its turn
 * is forwarded at once and marked late; what is from the future is forwarded at once and marked so.
 */
public final class ReorderProcessor
    implements Processor<byte[], ReceivedEvent, byte[], OrderedEvent> {

  private static final Duration TICK = Duration.ofMillis(250);

  /** What was received this recently may still be on its way into the topic. */
  private static final Duration TRANSIT = Duration.ofMillis(500);

  private final OpenWindows windows;
  private final RawProgress progress;
  private ProcessorContext<byte[], OrderedEvent> context;

  /**
   * A stage whose events wait in a window.
   *
   * @param progress lets the wall clock release what has waited long enough when no traffic comes
   */
  public ReorderProcessor(OpenWindows windows, RawProgress progress) {
    this.windows = windows;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<byte[], OrderedEvent> context) {
    this.context = context;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::onTick);
  }

  @Override
  public void process(Record<byte[], ReceivedEvent> record) {
    window().admit(record.value(), this::forward);
  }

  private void onTick(long now) {
    EventWindow window = window();
    Instant complete =
        window.isIdle()
            ? Instant.MIN
            : progress.completeUntil(context.taskId().partition(), window.next());
    window.tick(
        complete.equals(Instant.MIN) ? complete : complete.minus(TRANSIT),
        Instant.ofEpochMilli(now),
        this::forward);
  }

  private EventWindow window() {
    return windows.of(context.taskId().partition());
  }

  private void forward(ReceivedEvent received, Turn turn) {
    context.forward(
        new Record<>(
            received.event().scope().key().getBytes(StandardCharsets.UTF_8),
            new OrderedEvent(received, turn),
            Math.max(0, received.arrival().toEpochMilli())));
  }
}
