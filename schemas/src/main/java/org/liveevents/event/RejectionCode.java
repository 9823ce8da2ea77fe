package org.liveevents.event;

import java.util.Locale;

/** Why something could not be taken as an event; the wire form is {@link #code}. */
public enum RejectionCode {
  /** No bytes, or white space only. */
  EMPTY,
  /** More bytes than an event may have. */
  TOO_LARGE,
  /** Bytes that are no UTF-8. */
  NOT_UTF8,
  /** Text that is no JSON: broken, cut, a duplicate key, a lone surrogate, a byte order mark. */
  NOT_JSON,
  /** JSON nested deeper than any event is. */
  TOO_DEEP,
  /** JSON that is neither Canvas' {@code {metadata, body}} nor a Caliper envelope. */
  NOT_AN_EVENT,
  /** No {@code metadata.event_name}. */
  NO_EVENT_NAME,
  /** No {@code metadata.event_time} or {@code eventTime}. */
  NO_EVENT_TIME,
  /** An event time that no reading makes an instant of. */
  BAD_EVENT_TIME,
  /** A value that breaks the event's schema. */
  SCHEMA_VIOLATION,
  /** A Caliper envelope whose entry is an entity, or nothing, or several at once. */
  CALIPER_NOT_AN_EVENT,
  /** The event with its headers does not fit a record of the typed topics. */
  RECORD_TOO_LARGE,
  /** Our own failure, before anything was written. */
  INTERNAL;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The code as it stands in headers, metrics and documents. */
  public String code() {
    return code;
  }
}
