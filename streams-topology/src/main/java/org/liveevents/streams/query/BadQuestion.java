package org.liveevents.streams.query;

/** The caller's question makes no sense; the message says why, to the caller. */
final class BadQuestion extends RuntimeException {

  BadQuestion(String message) {
    super(message);
  }
}
