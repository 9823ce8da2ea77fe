package org.liveevents.streams.query.kafka;

/** A store can't be read here at the moment; the message says why. */
final class NotHere extends RuntimeException {

  NotHere(String message) {
    super(message);
  }
}
