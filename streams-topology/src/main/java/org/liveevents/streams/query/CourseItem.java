package org.liveevents.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;

/**
 * One entry of a per-course store, now or, of a view that keeps versions, as it was.
 *
 * @param key the store's key from the course and the path's parameters
 * @param history how far back, and from when
 */
record CourseItem(
    String path,
    View view,
    BiFunction<String, Parameters, String> key,
    Optional<Titles> titles,
    History history)
    implements CourseQuestion {

  private static final String AT = "at";

  /** How far back one may ask. */
  record History(Duration retention, InstantSource clock) {

    void check(Instant at) {
      if (at.isBefore(clock.instant().minus(retention))) {
        throw new BadQuestion(410, "at: history is kept for " + retention);
      }
    }
  }

  @Override
  public Set<String> parameters() {
    return view.hasVersions() ? Set.of(AT) : Set.of();
  }

  @Override
  public boolean isOfPersons() {
    return view.isOfPersons();
  }

  @Override
  public Reading<Written> reading(String course, Parameters parameters) {
    String wanted = key.apply(course, parameters);
    Optional<Instant> at = parameters.instantIfSet(AT);
    at.ifPresent(history::check);
    if (at.isPresent() && parameters.flag(Question.STALE)) {
      throw new BadQuestion("at: not together with stale: a copy tells only what is");
    }
    return contents ->
        contents
            .value(view.store(), wanted)
            .flatMap(stored -> shown(contents, wanted, stored, at))
            .map(shown -> excerpt(contents, shown));
  }

  private Excerpt<Written> excerpt(Contents contents, Shown shown) {
    Optional<Titles.Lookup> lookup = titles.map(it -> it.in(contents));
    return new Excerpt<>(Written.of(shown, Titles.of(lookup, shown)), shown.eventTime());
  }

  private Optional<Shown> shown(
      Contents contents, String wanted, byte[] stored, Optional<Instant> at) {
    if (at.isEmpty()) {
      return view.look(wanted, stored);
    }
    return view.showAsOf(
            wanted,
            stored,
            at.get().toEpochMilli(),
            place -> contents.version(Views.VERSIONS_STORE, place, at.get()))
        .map(Shown::of);
  }
}
