package org.liveevents.streams.course;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.Payload;

/**
 * The views' stores: folds statements in, keeps out whoever is forgotten, and tells of every public
 * change.
 */
final class StoredViews {

  private final ProcessorContext<String, StateOutput> context;
  private final KeyValueStore<String, byte[]> store;
  private final Versions versions;
  private final Forgetting forgetting;

  /** The views of a task. */
  StoredViews(ProcessorContext<String, StateOutput> context, Forgetting forgetting) {
    this.context = context;
    this.forgetting = forgetting;
    this.store = context.getStateStore(Views.STORE);
    this.versions = new Versions(context);
  }

  /**
   * Folds a statement in.
   *
   * @param at the timestamp of what is published, milliseconds
   * @return whether nothing was known of the object before
   */
  boolean fold(String course, Statement statement, long at) {
    View view = Views.of(statement.view());
    if (view.isOf(forgetting::isForgotten, statement.rest())) {
      return false;
    }
    String key = Keys.of(course, statement.rest());
    String place = Views.place(view.store(), key);
    byte @Nullable [] stored = store.get(place);
    @Nullable Facts before = stored == null ? null : FactsBytes.read(stored);
    Facts said = view.without(statement.facts(), forgetting::isForgotten);
    Facts after = view.join(before, said);
    if (before == null || !after.equals(before)) {
      store.put(place, FactsBytes.write(after));
      if (!looksAlike(view, before, after)) {
        publish(view, course, statement.rest(), key, after, at);
      }
    }
    if (view.hasVersions()) {
      versions.keep(view, key, before, said);
    }
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
    List<String> ids = Keys.parts(key);
    String course = ids.get(0);
    List<String> rest = ids.subList(1, ids.size());
    boolean whole = view.get().isOf(forgetting::isForgotten, rest);
    if (!whole && !view.get().tellsOfPersons()) {
      return;
    }
    Facts before = FactsBytes.read(stored);
    Facts after = whole ? Facts.NONE : view.get().without(before, forgetting::isForgotten);
    if (!after.equals(before)) {
      store.put(place, whole ? null : FactsBytes.write(after));
      if (!looksAlike(view.get(), before, after)) {
        publish(view.get(), course, rest, key, after, at);
      }
    }
    if (view.get().hasVersions()) {
      versions.forget(
          view.get(), key, facts -> view.get().without(facts, forgetting::isForgotten), whole);
    }
  }

  private static boolean looksAlike(View view, @Nullable Facts before, Facts after) {
    if (before == null || !view.shows(before)) {
      return !view.shows(after);
    }
    return view.shows(after) && view.looksAlike(before, after);
  }

  private void publish(
      View view, String course, List<String> rest, String key, Facts facts, long at) {
    Optional<Payload> shown =
        view.shows(facts)
            ? Optional.of(Payload.of(view.shown(course, rest, facts)))
            : Optional.empty();
    context.forward(
        new Record<>(key, new StateChange(view.store(), shown), at, new RecordHeaders()));
  }
}
