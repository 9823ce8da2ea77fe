package org.liveevents.streams.query.access;

/**
 * Who asks.
 *
 * @param name the subject an OpenID provider names, {@code token:} and a fingerprint, or {@code
 *     anybody}
 * @param reach what it may see
 */
public record Caller(String name, Reach reach) {

  /** Where nobody is asked who it is. */
  public static final Caller ANYBODY = new Caller("anybody", Reach.EVERYTHING);
}
