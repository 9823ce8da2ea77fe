package org.liveevents.envelope;

import java.util.Optional;
import java.util.function.Function;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.RejectionCode;

/** What reading some bytes came to: an event, or the reason why they are none. */
public sealed interface Decoded {

  /** Calls the function of the case at hand. */
  <T> T fold(Function<? super Event, T> onEvent, Function<? super Rejected, T> onRejected);

  /** The bytes are one event. */
  record Event(LiveEvent event) implements Decoded {
    @Override
    public <T> T fold(
        Function<? super Event, T> onEvent, Function<? super Rejected, T> onRejected) {
      return onEvent.apply(this);
    }
  }

  /**
   * The bytes are no event.
   *
   * @param detail a sentence for the operator, free of payload text
   * @param name the event's name, if reading got that far
   */
  record Rejected(RejectionCode code, String detail, Optional<EventName> name) implements Decoded {

    /** A rejection before any name was read. */
    public static Rejected nameless(RejectionCode code, String detail) {
      return new Rejected(code, detail, Optional.empty());
    }

    @Override
    public <T> T fold(
        Function<? super Event, T> onEvent, Function<? super Rejected, T> onRejected) {
      return onRejected.apply(this);
    }
  }
}
