package org.liveevents.streams.query;

/** The caller's question makes no sense, or not any more; the message says why, to the caller. */
final class BadQuestion extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  BadQuestion(String message) {
    this(400, message);
  }

  BadQuestion(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The answer's. */
  int status() {
    return status;
  }
}
