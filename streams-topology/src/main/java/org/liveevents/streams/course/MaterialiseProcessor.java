package org.liveevents.streams.course;

import java.time.Duration;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.flow.ReceivedEvent;

/**
 * Keeps all views up to date, and tells their public topics of every change. Events from the future
 * and invalid ones say nothing; what concerns an object whose course the event doesn't name takes
 * the side path.
 */
public final class MaterialiseProcessor
    implements Processor<byte[], ReceivedEvent, String, StateOutput> {

  /** The name of the store of activity that is not folded in yet. */
  public static final String PENDING_ACTIVITY = PendingActivity.STORE;

  private static final Duration TICK = Duration.ofSeconds(1);

  private final IdRules ids;
  private final Set<String> kept;
  private final IntToLongFunction next;
  private Statements statements;
  private ProcessorContext<String, StateOutput> context;
  private StoredViews views;
  private PendingActivity activity;
  private KeyValueStore<String, byte[]> stored;
  private long written = -1;

  /**
   * A stage with those rules.
   *
   * @param kept the names of the views it keeps
   * @param next the raw offset after the last record that has come, of a partition; negative if
   *     none has
   */
  public MaterialiseProcessor(IdRules ids, Set<String> kept, IntToLongFunction next) {
    this.ids = ids;
    this.kept = kept;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<String, StateOutput> context) {
    this.context = context;
    // What it remembers goes with the stores: a task that lost its transaction begins anew.
    this.statements = new Statements(kept, ids);
    Forgetting forgetting = new Forgetting(context);
    this.views = new StoredViews(context, forgetting);
    Sweep sweep = new Sweep(context, forgetting, views);
    this.activity = new PendingActivity(context);
    this.stored = context.getStateStore(Views.STORE);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, tick -> settle());
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, sweep::step);
  }

  private void settle() {
    activity.settle();
    long come = next.applyAsLong(context.taskId().partition());
    if (come > written) {
      stored.put(Views.POSITION, Views.position(come));
      written = come;
    }
  }

  @Override
  public void process(Record<byte[], ReceivedEvent> record) {
    ReceivedEvent received = record.value();
    if (received.future() || !received.isValid()) {
      return;
    }
    LiveEvent event = received.event();
    String course = Statements.course(event);
    long at = Math.max(0, Math.min(event.time().toEpochMilli(), received.arrival().toEpochMilli()));
    statements
        .of(event, course, received.payload().bytes())
        .forEach(said -> take(course, said, Stamp.of(event), received, at));
    if (course != null && kept.contains(ActivityHour.STORE)) {
      activity.count(course, event);
    }
  }

  private void take(
      @Nullable String course, Statements.Said said, Stamp stamp, ReceivedEvent received, long at) {
    if (course == null) {
      hop(Hop.wanting(object(said), stamp, at, said.statement()), received);
    } else {
      boolean isNew = views.fold(course, said.statement(), at);
      if (said.object() != null && said.announces() && (isNew || said.announcesAgain())) {
        hop(Hop.naming(said.object(), course, stamp, at), received);
      }
    }
  }

  private static String object(Statements.Said said) {
    String object = said.object();
    if (object == null) {
      throw new IllegalStateException("without a course and without an object nothing is said");
    }
    return object;
  }

  /** The side path goes by arrival, as everything but the order does. */
  private void hop(Hop hop, ReceivedEvent received) {
    long arrival = Math.max(0, received.arrival().toEpochMilli());
    context.forward(new Record<>(hop.object(), hop, arrival, new RecordHeaders()));
  }
}
