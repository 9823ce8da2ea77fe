package org.liveevents.runtime.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not do what was asked; the message says why, for an operator. */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  public enum Reason {
    /** No answer, or none that tells: asking again may help. */
    UNREACHABLE,
    /** Account, rights, or a request the registry doesn't take. */
    REFUSED,
    /** By its compatibility level this schema can't follow the ones before. */
    INCOMPATIBLE
  }

  private final Reason reason;

  RegistryException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
