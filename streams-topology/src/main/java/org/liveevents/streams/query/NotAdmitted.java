package org.liveevents.streams.query;

/** A request that no endpoint is to see. */
final class NotAdmitted extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  NotAdmitted(Reply reply) {
    super("not admitted", null, false, false);
    this.reply = reply;
  }

  /** What is answered instead. */
  Reply reply() {
    return reply;
  }
}
