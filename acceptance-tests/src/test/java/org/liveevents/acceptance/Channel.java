package org.liveevents.acceptance;

import org.liveevents.event.RejectionCode;

/** A way into the pipeline. */
enum Channel {
  SQS("sqs"),
  SIGNED_WEBHOOK("webhook"),
  TOKEN_WEBHOOK("webhook"),
  OPEN_WEBHOOK("webhook"),
  /** The raw topic itself, written by others. */
  RAW_TOPIC("decode");

  private final String stage;

  Channel(String stage) {
    this.stage = stage;
  }

  /** Where something that comes this way is refused with that code. */
  String stage(RejectionCode code) {
    if (code == RejectionCode.SCHEMA_VIOLATION) {
      return "validate";
    }
    return this == RAW_TOPIC && code == RejectionCode.RECORD_TOO_LARGE ? "write" : stage;
  }
}
