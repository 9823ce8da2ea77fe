package org.liveevents.bridge.webhook;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.liveevents.event.Payload;

/** What looking at a request's credentials came to. */
sealed interface Verdict {

  /** Why a request is refused; the words are metric labels. */
  enum Reason {
    MALFORMED,
    ALGORITHM,
    CRITICAL_HEADER,
    UNKNOWN_KEY,
    SIGNATURE,
    CLAIMS,
    EXPIRED,
    NOT_YET_VALID,
    ISSUER,
    TOKEN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Calls the function of the case at hand. */
  <T> T fold(
      Function<? super Passed, ? extends T> onPassed,
      Function<? super Refused, ? extends T> onRefused,
      Function<? super KeysUnavailable, ? extends T> onKeysUnavailable);

  /**
   * The sender may.
   *
   * @param event what it sent, without what only proved who it is
   * @param kid the key that signed it
   */
  record Passed(Payload event, Optional<String> kid) implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Passed, ? extends T> onPassed,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onPassed.apply(this);
    }
  }

  /** The sender may not. */
  record Refused(Reason reason) implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Passed, ? extends T> onPassed,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onRefused.apply(this);
    }
  }

  /** We can't tell: the keys could never be fetched. */
  record KeysUnavailable() implements Verdict {
    @Override
    public <T> T fold(
        Function<? super Passed, ? extends T> onPassed,
        Function<? super Refused, ? extends T> onRefused,
        Function<? super KeysUnavailable, ? extends T> onKeysUnavailable) {
      return onKeysUnavailable.apply(this);
    }
  }
}
