package org.liveevents.bridge.intake;

import java.util.Map;
import java.util.function.Function;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;

/** A record to write, made from a delivery or a part of one. */
public sealed interface Admitted {

  /** The bytes as received. */
  Payload value();

  /** Header names and texts, in the order in which they are written. */
  Map<String, String> headers();

  /** Calls the function of the case at hand. */
  <T> T fold(
      Function<? super Event, ? extends T> onEvent,
      Function<? super Rejection, ? extends T> onRejection);

  /** An event, for the raw topic; its key is the event's scope. */
  record Event(LiveEvent event, Payload value, Map<String, String> headers) implements Admitted {
    @Override
    public <T> T fold(
        Function<? super Event, ? extends T> onEvent,
        Function<? super Rejection, ? extends T> onRejection) {
      return onEvent.apply(this);
    }
  }

  /** Something that is no event, for the rejected topic. */
  record Rejection(RejectionCode code, Payload value, Map<String, String> headers)
      implements Admitted {
    @Override
    public <T> T fold(
        Function<? super Event, ? extends T> onEvent,
        Function<? super Rejection, ? extends T> onRejection) {
      return onRejection.apply(this);
    }
  }
}
