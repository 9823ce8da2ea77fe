package org.liveevents.streams.reorder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.flow.OrderedEvent;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.PartitionClock;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.flow.Tally;

/**
 * Puts the events of a partition in the order of (event time, event id). What comes after its turn
 * is forwarded at once and marked late; what is from the future is forwarded at once and marked so.
 */
public final class ReorderProcessor
    implements Processor<byte[], ReceivedEvent, byte[], OrderedEvent> {

  private static final Duration TICK = Duration.ofMillis(250);

  /** What was received this recently may still be on its way into the topic. */
  private static final Duration TRANSIT = Duration.ofMillis(500);

  /** The names of this stage's two stores: the waiting events, and the frontier. */
  public record StoreNames(String buffer, String clock) {}

  private final StoreNames names;
  private final Duration grace;
  private final RawProgress progress;
  private final Function<ProcessorContext<?, ?>, Tally> tallies;
  private ProcessorContext<byte[], OrderedEvent> context;
  private KeyValueStore<String, byte[]> clock;
  private Frontier frontier;
  private HeldEvents held;
  private Tally tally;
  private long nextOffset;

  /**
   * A stage that holds events for that grace.
   *
   * @param progress lets the wall clock release what has waited long enough when no traffic comes
   */
  public ReorderProcessor(
      StoreNames names,
      Duration grace,
      RawProgress progress,
      Function<ProcessorContext<?, ?>, Tally> tallies) {
    this.names = names;
    this.grace = grace;
    this.progress = progress;
    this.tallies = tallies;
  }

  @Override
  public void init(ProcessorContext<byte[], OrderedEvent> context) {
    this.context = context;
    this.clock = context.getStateStore(names.clock());
    byte[] passed = clock.get(PartitionClock.FRONTIER);
    this.frontier =
        new Frontier(
            grace,
            passed == null
                ? Instant.ofEpochMilli(Long.MIN_VALUE)
                : PartitionClock.fromBytes(passed));
    this.held = new HeldEvents(context.getStateStore(names.buffer()), frontier);
    this.tally = tallies.apply(context);
    this.nextOffset = -1;
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, tick -> onTick());
  }

  @Override
  public void process(Record<byte[], ReceivedEvent> record) {
    context.recordMetadata().ifPresent(metadata -> nextOffset = metadata.offset() + 1);
    Instant before = frontier.passed();
    ReceivedEvent received = record.value();
    clock.putIfAbsent(PartitionClock.LISTENING_SINCE, PartitionClock.toBytes(received.arrival()));
    LiveEvent event = received.event();
    releaseRipe(streamTime());
    if (received.future()) {
      pass(received, Turn.FUTURE);
    } else if (frontier.hasPassed(event.time())) {
      pass(received, Turn.LATE);
    } else {
      held.hold(received);
      tally.held(event);
      frontier.observe(event.time(), received.arrival());
      held.releasePassed(this::release);
    }
    keepFrontier(before);
  }

  private void onTick() {
    if (held.isEmpty()) {
      return;
    }
    Instant before = frontier.passed();
    Instant complete = progress.completeUntil(context.taskId().partition(), nextOffset);
    if (complete.isAfter(Instant.EPOCH)) {
      releaseRipe(later(streamTime(), complete.minus(TRANSIT)));
      keepFrontier(before);
    }
  }

  private void releaseRipe(Instant now) {
    held.latestRipe(now)
        .ifPresent(
            latest -> {
              frontier.passInclusive(latest);
              held.releasePassed(this::release);
            });
  }

  private void release(ReceivedEvent received) {
    tally.released(received.event());
    forward(received, Turn.IN_ORDER);
  }

  private void pass(ReceivedEvent received, Turn turn) {
    tally.passed(received.event(), turn);
    forward(received, turn);
  }

  private void forward(ReceivedEvent received, Turn turn) {
    context.forward(
        new Record<>(
            received.event().scope().key().getBytes(StandardCharsets.UTF_8),
            new OrderedEvent(received, turn),
            Math.max(0, received.arrival().toEpochMilli())));
  }

  private void keepFrontier(Instant before) {
    if (!frontier.passed().equals(before)) {
      clock.put(PartitionClock.FRONTIER, PartitionClock.toBytes(frontier.passed()));
    }
  }

  /** The highest arrival so far; it survives restarts with the committed offset. */
  private Instant streamTime() {
    return Instant.ofEpochMilli(context.currentStreamTimeMs());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
