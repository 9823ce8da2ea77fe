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

/**
 * The views' stores: folds statements in, keeps out whoever is forgotten, and tells of every public
 * change.
 */
final class StoredViews {

  private final ProcessorContext<String, StateOutput> context;
  private final KeyValueStore<String, byte[]> store;
  private final VersionedKeyValueStore<String, byte[]> versions;
  private final Forgetting forgetting;

  StoredViews(ProcessorContext<String, StateOutput> context, Forgetting forgetting) {
    this.context = context;
    this.forgetting = forgetting;
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
    if (view.persons(key).stream().anyMatch(forgetting::isForgotten)) {
      return false;
    }
    String place = Views.place(view.store(), key);
    byte @Nullable [] stored = store.get(place);
    @Nullable Facts before = stored == null ? null : FactsJson.read(stored);
    Facts said = view.without(statement.facts(), forgetting::isForgotten);
    Facts after = view.join(before, said);
    if (before == null || !after.equals(before)) {
      store.put(place, FactsJson.write(after));
      publish(
          view,
          key,
          shown(view, key, Optional.ofNullable(before)),
          shown(view, key, Optional.of(after)),
          at);
    }
    keepVersion(view, key, statement.kind(), said);
    return before == null;
  }

  /**
   * Removes from one place what is known of persons that are forgotten.
   *
   * @param at the timestamp of what is published, milliseconds
   */
  void forget(String place, long at) {
    Optional<View> view = Views.at(place);
    byte @Nullable [] stored = store.get(place);
    if (view.isEmpty() || stored == null) {
      return;
    }
    String key = Views.key(place);
    boolean whole = view.get().persons(key).stream().anyMatch(forgetting::isForgotten);
    if (!whole && !view.get().tellsOfPersons()) {
      return;
    }
    Facts before = FactsJson.read(stored);
    Optional<Facts> after =
        whole ? Optional.empty() : Optional.of(view.get().without(before, forgetting::isForgotten));
    if (!after.equals(Optional.of(before))) {
      store.put(place, after.map(FactsJson::write).orElse(null));
      publish(
          view.get(),
          key,
          shown(view.get(), key, Optional.of(before)),
          shown(view.get(), key, after),
          at);
    }
    if (view.get().hasVersions()) {
      view.get().kinds().forEach(kind -> forgetVersions(view.get(), key, kind, whole));
    }
  }

  /**
   * The store keeps what is overwritten at a later time: each version is overwritten at its own.
   */
  private void forgetVersions(View view, String key, String kind, boolean whole) {
    String place = versionPlace(view.store(), key, kind);
    VersionedRecord<byte[]> version = versions.get(place);
    while (version != null) {
      Facts before = FactsJson.read(version.value());
      Facts after = view.without(before, forgetting::isForgotten);
      if (whole || !after.equals(before)) {
        versions.put(place, whole ? null : FactsJson.write(after), version.timestamp());
      }
      version = versions.get(place, version.timestamp() - 1);
    }
  }

  private void publish(
      View view, String key, Optional<Payload> before, Optional<Payload> after, long at) {
    if (!after.equals(before)) {
      context.forward(
          new Record<>(key, new StateChange(view.store(), after), at, new RecordHeaders()));
    }
  }

  private static Optional<Payload> shown(View view, String key, Optional<Facts> facts) {
    return facts.flatMap(it -> view.show(key, it)).map(StateJson::write).map(Payload::of);
  }

  /**
   * What was said at one millisecond is one version, joined like everything else: of two puts with
   * one timestamp the store itself would keep the one that came last.
   */
  private void keepVersion(View view, String key, String kind, Facts said) {
    long time = said.latest().map(Stamp::time).orElse(-1L);
    if (!view.hasVersions() || time < 0) {
      return;
    }
    String place = versionPlace(view.store(), key, kind);
    VersionedRecord<byte[]> same = versions.get(place, time);
    Facts all =
        same != null && same.timestamp() == time
            ? view.join(FactsJson.read(same.value()), said)
            : said;
    versions.put(place, FactsJson.write(all), time);
  }

  /** Where versions of one kind of statement are kept. */
  static String versionPlace(String view, String key, String kind) {
    return Views.place(view, key) + "#" + kind;
  }
}
