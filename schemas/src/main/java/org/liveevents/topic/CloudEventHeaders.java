package org.liveevents.topic;

/**
 * Header names of the typed topics: the CloudEvents 1.0 Kafka binding in binary mode, with our four
 * extensions. Values are UTF-8 text.
 */
public final class CloudEventHeaders {

  public static final String SPEC_VERSION = "ce_specversion";

  /** The event id. */
  public static final String ID = "ce_id";

  /** {@code https://<hostname or root account>}. */
  public static final String SOURCE = "ce_source";

  /**
   * {@code com.instructure.canvas.<event_name>} or {@code
   * com.instructure.canvas.caliper.<event_name>}.
   */
  public static final String TYPE = "ce_type";

  /** The event time, RFC 3339. */
  public static final String TIME = "ce_time";

  /** The scope. */
  public static final String SUBJECT = "ce_subject";

  /** {@code true} on an event that came after its turn had passed; absent otherwise. */
  public static final String LATE = "ce_late";

  /** {@code true} on an event from the future; absent otherwise. */
  public static final String FUTURE = "ce_future";

  /**
   * {@code true} on an event let go before its grace was over, because more waited than there is
   * room for; absent otherwise.
   */
  public static final String EARLY = "ce_early";

  /** Why the event breaks its schema, under {@code VALIDATION=flag}; absent otherwise. */
  public static final String INVALID = "ce_invalid";

  /** The value of {@link #SPEC_VERSION}. */
  public static final String SPEC_VERSION_1_0 = "1.0";

  /** What every {@link #TYPE} begins with. */
  public static final String TYPE_PREFIX = "com.instructure.canvas.";

  private CloudEventHeaders() {}
}
