package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.flow.ReceivedEvent;

/**
 * Keeps one view up to date, and tells its public topic of every change. Events from the future and
 * invalid ones say nothing.
 */
public final class ViewProcessor<S> implements Processor<byte[], ReceivedEvent, String, byte[]> {

  private final View<S> view;
  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> store;

  public ViewProcessor(View<S> view) {
    this.view = view;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(view.store());
  }

  @Override
  public void process(Record<byte[], ReceivedEvent> record) {
    ReceivedEvent received = record.value();
    if (!received.future() && received.isValid()) {
      view.read(received.event(), new Parsed(received)).ifPresent(entry -> fold(entry, received));
    }
  }

  private void fold(View.Entry<S> entry, ReceivedEvent received) {
    byte @Nullable [] stored = store.get(entry.key());
    @Nullable S known = stored == null ? null : StateJson.read(stored, view.type());
    S merged = view.merge(known, entry.value());
    if (merged.equals(known)) {
      return;
    }
    byte[] value = StateJson.write(merged);
    store.put(entry.key(), value);
    long time =
        Math.max(
            0, Math.min(received.event().time().toEpochMilli(), received.arrival().toEpochMilli()));
    context.forward(new Record<>(entry.key(), value, time, new RecordHeaders()));
  }

  /** Parses when first asked. */
  private static final class Parsed implements Supplier<JsonNode> {

    private final ReceivedEvent received;
    private @Nullable JsonNode parsed;

    Parsed(ReceivedEvent received) {
      this.received = received;
    }

    @Override
    public JsonNode get() {
      JsonNode node = parsed;
      if (node == null) {
        node = StateJson.parse(received.payload().bytes());
        parsed = node;
      }
      return node;
    }
  }
}
