package org.liveevents.streams.ledger;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.flow.Tally;

/**
 * The ledger of one partition, in a store that commits with the outputs. Keys are {@code
 * <format>/<event name>}, the format {@code unread} for what was rejected, with the names {@code
 * none} and {@code unrecognized}: bounded, whatever is sent.
 */
public final class StoredLedger implements Tally {

  private final KeyValueStore<String, byte[]> store;

  public StoredLedger(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Override
  public void rejected(Optional<EventName> name) {
    change("unread/" + name.map(EventName::label).orElse(EventName.NONE), LedgerLine::plusRejected);
  }

  @Override
  public void duplicate(LiveEvent event) {
    change(key(event), LedgerLine::plusDuplicate);
  }

  @Override
  public void held(LiveEvent event) {
    change(key(event), LedgerLine::plusPending);
  }

  @Override
  public void released(LiveEvent event) {
    change(key(event), LedgerLine::pendingToForwarded);
  }

  @Override
  public void passed(LiveEvent event, Turn turn) {
    change(key(event), turn == Turn.LATE ? LedgerLine::plusLate : LedgerLine::plusFuture);
  }

  private static String key(LiveEvent event) {
    return event.format().label() + "/" + event.name().label();
  }

  private void change(String key, UnaryOperator<LedgerLine> change) {
    byte[] line = store.get(key);
    store.put(
        key, change.apply(line == null ? LedgerLine.EMPTY : LedgerLine.fromBytes(line)).toBytes());
  }
}
