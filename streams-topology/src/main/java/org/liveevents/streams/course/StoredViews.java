package org.liveevents.streams.course;

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
  private final KeyValueStore<String, byte[]> store;
  private final VersionedKeyValueStore<String, byte[]> versions;

  StoredViews(ProcessorContext<String, StateOutput> context) {
    this.context = context;
    this.store = context.getStateStore(Views.STORE);
    this.versions = context.getStateStore(Views.VERSIONS_STORE);
  }

  /**
   * Folds a statement in.
   *
   * @param at the timestamp of what is published, milliseconds
   * @return whether nothing was known of the object before
   */
  boolean fold(String course, Statement statement, long at) {
    View view = Views.of(statement.view());
    String key = Keys.of(course, statement.rest());
    String place = Views.place(view.store(), key);
    byte @Nullable [] stored = store.get(place);
    @Nullable Facts before = stored == null ? null : FactsJson.read(stored);
    Facts after = view.join(before, statement.facts());
    if (before == null || !after.equals(before)) {
      store.put(place, FactsJson.write(after));
      publish(view, key, before, after, at);
    }
    keepVersion(view, key, statement);
    return before == null;
  }

  private void publish(View view, String key, @Nullable Facts before, Facts after, long at) {
    if (isVisible(view, key, before, after)) {
      Optional<Payload> shown = view.show(key, after).map(StateJson::write).map(Payload::of);
      context.forward(
          new Record<>(key, new StateChange(view.store(), shown), at, new RecordHeaders()));
    }
  }

  private static boolean isVisible(View view, String key, @Nullable Facts before, Facts after) {
    if (before == null || !view.shows(before)) {
      return view.shows(after);
    }
    return !view.shows(after) || !view.looksAlike(key, before, after);
  }

  /**
   * What was said at one millisecond is one version, joined like everything else: of two puts with
   * one timestamp the store itself would keep the one that came last.
   */
  private void keepVersion(View view, String key, Statement statement) {
    long time = statement.facts().latest().map(Stamp::time).orElse(-1L);
    if (!view.hasVersions() || time < 0) {
      return;
    }
    String place = versionPlace(view.store(), key, statement.kind());
    VersionedRecord<byte[]> same = versions.get(place, time);
    Facts said = statement.facts();
    if (same != null && same.timestamp() == time) {
      said = view.join(FactsJson.read(same.value()), said);
    }
    versions.put(place, FactsJson.write(said), time);
  }

  /** Where versions of one kind of statement are kept. */
  static String versionPlace(String view, String key, String kind) {
    return Views.place(view, key) + "#" + kind;
  }
}
