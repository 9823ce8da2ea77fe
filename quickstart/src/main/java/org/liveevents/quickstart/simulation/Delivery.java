package org.liveevents.quickstart.simulation;

import java.util.Map;
import java.util.function.Function;
import org.liveevents.event.Payload;

/** One sending of a payload over one of Canvas' two channels. */
public sealed interface Delivery {

  /** Calls the function of the channel at hand. */
  <T> T fold(Function<? super Sqs, T> onSqs, Function<? super Webhook, T> onWebhook);

  /** What is sent. */
  Payload payload();

  /**
   * A message on the queue.
   *
   * @param attributes message attributes of type String
   */
  record Sqs(Payload payload, Map<String, String> attributes) implements Delivery {

    public Sqs {
      attributes = Map.copyOf(attributes);
    }

    @Override
    public <T> T fold(Function<? super Sqs, T> onSqs, Function<? super Webhook, T> onWebhook) {
      return onSqs.apply(this);
    }
  }

  /** A signed POST; the payload becomes the claims of the token. */
  record Webhook(Payload payload, Form form) implements Delivery {

    @Override
    public <T> T fold(Function<? super Sqs, T> onSqs, Function<? super Webhook, T> onWebhook) {
      return onWebhook.apply(this);
    }
  }

  /** How a payload becomes a request body. */
  enum Form {
    /** A token with the standard claims beside the event's. */
    TOKEN,
    /** The same between double quotes, a JSON string, as some receivers report. */
    QUOTED_TOKEN,
    /** A token over the payload as it is, with no claim added. */
    BARE_TOKEN
  }
}
