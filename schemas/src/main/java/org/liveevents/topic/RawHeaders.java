package org.liveevents.topic;

/** Header names of the raw topic. Values are UTF-8 text. */
public final class RawHeaders {

  /** {@code sqs}, {@code webhook} or {@code replay}. */
  public static final String SOURCE = "source";

  /** The SQS message id or the request id; of a replay, the place it was read from. */
  public static final String SOURCE_ID = "source-id";

  /** When we received it, ISO-8601. */
  public static final String RECEIVED_AT = "received-at";

  /** {@code canvas} or {@code caliper}. */
  public static final String FORMAT = "format";

  /** The SQS attribute of that name, if there was one; never used for routing. */
  public static final String EVENT_NAME = "event-name";

  /** The key that signed a signed webhook. */
  public static final String SIGNATURE_KID = "signature-kid";

  private RawHeaders() {}
}
