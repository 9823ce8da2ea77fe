package org.liveevents.streams.course;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.VersionedKeyValueStore;
import org.apache.kafka.streams.state.VersionedRecord;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.Payload;

/** The views' stores: folds statements in, and tells of every public change. */
final class StoredViews {

  private final ProcessorContext<String, StateOutput> context;
  private final Map<String, KeyValueStore<String, byte[]>> stores = new HashMap<>();
  private final Map<String, VersionedKeyValueStore<String, byte[]>> versions = new HashMap<>();

  StoredViews(ProcessorContext<String, StateOutput> context) {
    this.context = context;
    for (View view : Views.all()) {
      stores.put(view.store(), context.getStateStore(view.store()));
      view.versions()
          .ifPresent(name -> versions.put(view.store(), context.getStateStore(name)));
    }
  }

  /**
   * Folds a statement in.
   *
   * @param at the timestamp of what is published, milliseconds
   * @return whether nothing was known of the object before
   */
  boolean fold(String course, Statement statement, long at) {
    View view = Views.of(statement.view());
    KeyValueStore<String, byte[]> store = stores.get(view.store());
    String key = Keys.of(course, statement.rest());
    if (store == null) {
      throw new IllegalStateException("a view has no store");
    }
    byte @Nullable [] stored = store.get(key);
    Facts before = stored == null ? null : FactsJson.read(stored);
    Facts after = view.join(before, statement.facts());
    if (!after.equals(before)) {
      store.put(key, FactsJson.write(after));
      publish(view, key, before, after, at);
    }
    keepVersion(view, key, statement);
    return before == null;
  }

  private void publish(View view, String key, @Nullable Facts before, Facts after, long at) {
    Optional<Payload> shown = shown(view, key, after);
    Optional<Payload> shownBefore =
        before == null ? Optional.empty() : shown(view, key, before);
    if (!shown.equals(shownBefore)) {
      context.forward(
          new Record<>(key, new StateChange(view.store(), shown), at, new RecordHeaders()));
    }
  }

  private static Optional<Payload> shown(View view, String key, Facts facts) {
    return view.show(key, facts).map(StateJson::write).map(Payload::of);
  }

  /**
   * What was said at one millisecond is one version, joined like everything else: of two puts with
   * one timestamp the store itself would keep the one that came last.
   */
  private void keepVersion(View view, String key, Statement statement) {
    VersionedKeyValueStore<String, byte[]> store = versions.get(view.store());
    long time = statement.facts().latest().map(Stamp::time).orElse(-1L);
    if (store == null || time < 0) {
      return;
    }
    String kindKey = versionKey(key, statement.kind());
    VersionedRecord<byte[]> same = store.get(kindKey, time);
    Facts said = statement.facts();
    if (same != null && same.timestamp() == time) {
      said = view.join(FactsJson.read(same.value()), said);
    }
    store.put(kindKey, FactsJson.write(said), time);
  }

  /** Where versions of one kind of statement are kept. */
  static String versionKey(String key, String kind) {
    return key + "#" + kind;
  }
}
