package org.liveevents.streams.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a question to the stores comes to. "Absent" is said only by whoever certainly holds the
 * partition; everything doubtful is "not ready".
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /** How soon it is worth asking again, unless something better is known. */
  Duration SOON = Duration.ofSeconds(2);

  /** It is there. */
  record Found<T>(T value, Freshness freshness) implements Answer<T> {}

  /**
   * It isn't there, as of that moment.
   *
   * @param listeningSince since when events of its partition are listened to; null if none came
   */
  record Absent<T>(Freshness freshness, @Nullable Instant listeningSince) implements Answer<T> {}

  /**
   * Nobody can say at the moment: the partition moves, or is being restored.
   *
   * @param reason a sentence for the operator
   */
  record NotReady<T>(String reason, Duration retryAfter) implements Answer<T> {}

  /** Another instance holds it and doesn't answer. */
  record Unreachable<T>(Address peer, Duration retryAfter) implements Answer<T> {}

  /** It isn't known now, for that reason. */
  static <T> Answer<T> notReady(String reason) {
    return new NotReady<>(reason, SOON);
  }

  /** The instance that holds it doesn't answer. */
  static <T> Answer<T> unreachable(Address peer) {
    return new Unreachable<>(peer, SOON);
  }

  /** All of what was found, or the first answer that found nothing. */
  static <T> Answer<List<T>> all(List<Answer<T>> answers) {
    List<T> values = new ArrayList<>();
    List<Freshness> parts = new ArrayList<>();
    for (Answer<T> answer : answers) {
      if (!(answer instanceof Found<T> found)) {
        return answer.map((value, freshness) -> List.of(value));
      }
      values.add(found.value);
      parts.add(found.freshness);
    }
    return new Found<>(List.copyOf(values), Freshness.of(parts));
  }

  /** The same answer about something made of what was found. */
  default <R> Answer<R> map(BiFunction<T, Freshness, R> change) {
    return fold(
        (value, freshness) -> new Found<>(change.apply(value, freshness), freshness),
        Absent::new,
        NotReady::new,
        Unreachable::new);
  }

  /** Whether it is known, be it that there is nothing. */
  default boolean isKnown() {
    return this instanceof Found || this instanceof Absent;
  }

  /** One function per case. */
  default <R> R fold(
      BiFunction<T, Freshness, R> found,
      BiFunction<Freshness, @Nullable Instant, R> absent,
      BiFunction<String, Duration, R> notReady,
      BiFunction<Address, Duration, R> unreachable) {
    if (this instanceof Found<T> it) {
      return found.apply(it.value, it.freshness);
    }
    if (this instanceof Absent<T> it) {
      return absent.apply(it.freshness, it.listeningSince);
    }
    if (this instanceof NotReady<T> it) {
      return notReady.apply(it.reason, it.retryAfter);
    }
    Unreachable<T> it = (Unreachable<T>) this;
    return unreachable.apply(it.peer, it.retryAfter);
  }
}
