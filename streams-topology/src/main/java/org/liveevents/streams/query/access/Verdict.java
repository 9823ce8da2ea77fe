package org.liveevents.streams.query.access;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What looking at a request's credentials came to. */
public sealed interface Verdict {

  /** Calls the function of the case at hand. */
  <T> T fold(
      Function<? super Admitted, ? extends T> onAdmitted,
      Function<? super Refused, ? extends T> onRefused,
      Function<? super Forbidden, ? extends T> onForbidden,
      Function<? super KeysUnavailable, ? extends T> onKeysUnavailable);

  /**
   * It is known who asks.
   *
   * @param until when the credentials end, if they do
   */
  record Admitted(Caller caller, Optional<Instant> until) implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Admitted, ? extends T> onAdmitted,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super Forbidden, ? extends T> onForbidden,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onAdmitted.apply(this);
    }
  }

  /** It isn't known who asks: no credentials, or none that count (any more). */
  record Refused() implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Admitted, ? extends T> onAdmitted,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super Forbidden, ? extends T> onForbidden,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onRefused.apply(this);
    }
  }

  /**
   * It is known, and may not ask.
   *
   * @param lack what its token would have to say
   */
  record Forbidden(String lack) implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Admitted, ? extends T> onAdmitted,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super Forbidden, ? extends T> onForbidden,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onForbidden.apply(this);
    }
  }

  /** We can't tell: the issuer's keys could not be fetched. */
  record KeysUnavailable() implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Admitted, ? extends T> onAdmitted,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super Forbidden, ? extends T> onForbidden,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onKeysUnavailable.apply(this);
    }
  }
}
