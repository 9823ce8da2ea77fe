package org.liveevents.topic;

/**
 * Header names of the rejected topic, beside the raw headers a record came with. Values are UTF-8
 * text.
 */
public final class RejectedHeaders {

  /** Where it was refused: {@code sqs webhook replay decode validate write}. */
  public static final String STAGE = "stage";

  /** The rejection code. */
  public static final String CODE = "code";

  /** A sentence for the operator, free of payload text. */
  public static final String DETAIL = "detail";

  /** The topic it was read from, if it came from one. */
  public static final String ORIGINAL_TOPIC = "original-topic";

  /** The partition it was read from. */
  public static final String ORIGINAL_PARTITION = "original-partition";

  /** The offset it was read from. */
  public static final String ORIGINAL_OFFSET = "original-offset";

  /** How often it was replayed before it was refused again; 0 at first. */
  public static final String REPLAY_COUNT = "replay-count";

  private RejectedHeaders() {}
}
