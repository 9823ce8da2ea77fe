package org.liveevents.streams.course;

import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Knows which object belongs to which course, and sends what concerns an object on to its course:
 * at once if it is known, else as soon as it is. Keyed by the object.
 */
public final class DirectoryProcessor implements Processor<String, Hop, String, Hop> {

  /** The store of objects and their courses, and of what waits for its course. */
  public static final String STORE = "side-path";

  private static final String DIRECTORY = "course-of|";

  private static final String SCOPE = "course:";

  /** A timestamp that never moves the clock of the task it goes to. */
  private static final long NO_TIME = 0;

  private static final Duration TICK = Duration.ofSeconds(10);

  private final ParkingBounds bounds;
  private ProcessorContext<String, Hop> context;
  private KeyValueStore<String, byte[]> store;
  private Parking parking;

  public DirectoryProcessor(ParkingBounds bounds) {
    this.bounds = bounds;
  }

  @Override
  public void init(ProcessorContext<String, Hop> context) {
    this.context = context;
    this.store = context.getStateStore(STORE);
    this.parking = new Parking(store, bounds, SidePathMetrics.of(context));
    context.schedule(
        TICK,
        PunctuationType.WALL_CLOCK_TIME,
        tick -> parking.dropOlder(context.currentStreamTimeMs()));
  }

  @Override
  public void process(Record<String, Hop> record) {
    Hop hop = record.value();
    if (hop.course() != null) {
      learn(hop);
      return;
    }
    byte @Nullable [] known = store.get(DIRECTORY + hop.object());
    if (known == null) {
      parking.park(hop, record.timestamp());
    } else {
      send(hop, course(known));
    }
  }

  /** The last word on an object's course holds. */
  private void learn(Hop named) {
    byte @Nullable [] known = store.get(DIRECTORY + named.object());
    if (known == null || named.stamp().isAfter(Hop.fromBytes(known).stamp())) {
      store.put(DIRECTORY + named.object(), named.toBytes());
    }
    if (known == null) {
      String course = named.course();
      parking.leave(named.object(), hop -> send(hop, course == null ? "" : course));
    }
  }

  private void send(Hop hop, String course) {
    context.forward(new Record<>(SCOPE + course, hop.to(course), NO_TIME, new RecordHeaders()));
  }

  private static String course(byte[] known) {
    String course = Hop.fromBytes(known).course();
    return course == null ? "" : course;
  }
}
