package org.liveevents.streams.dedupe;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.streams.flow.Tally;

/** Lets each event pass once within the window; copies are counted and go no further. */
public final class DedupeProcessor
    implements Processor<byte[], ReceivedEvent, byte[], ReceivedEvent> {

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int FORGOTTEN_PER_TICK = 20_000;

  private final String store;
  private final RememberRule rule;
  private final Function<ProcessorContext<?, ?>, Tally> tallies;
  private ProcessorContext<byte[], ReceivedEvent> context;
  private SeenEvents seen;
  private Tally tally;

  /**
   * A stage that remembers in the store of that name.
   *
   * @param window how long an event is remembered beyond its time and first arrival
   */
  public DedupeProcessor(
      String store, Duration window, Function<ProcessorContext<?, ?>, Tally> tallies) {
    this.store = store;
    this.rule = new RememberRule(window);
    this.tallies = tallies;
  }

  @Override
  public void init(ProcessorContext<byte[], ReceivedEvent> context) {
    this.context = context;
    this.seen =
        new SeenEvents(
            context.<org.apache.kafka.streams.state.KeyValueStore<Bytes, byte[]>>getStateStore(
                store));
    this.tally = tallies.apply(context);
    context.schedule(
        TICK, PunctuationType.WALL_CLOCK_TIME, tick -> seen.forgetPast(now(), FORGOTTEN_PER_TICK));
  }

  @Override
  public void process(Record<byte[], ReceivedEvent> record) {
    LiveEvent event = record.value().event();
    @Nullable Instant until = seen.rememberedUntil(event);
    if (until != null && rule.isRemembered(until, now())) {
      tally.duplicate(event);
      return;
    }
    seen.remember(event, rule.until(event.time(), record.value().arrival()));
    context.forward(record);
  }

  /**
   * The partition's clock: the highest arrival so far. It survives restarts with the committed
   * offset.
   */
  private Instant now() {
    return Instant.ofEpochMilli(context.currentStreamTimeMs());
  }
}
