package org.liveevents.streams.query.access;

import java.util.Optional;

/**
 * What a request shows of who sends it.
 *
 * @param authorization the header of that name; where there is one, it alone counts
 * @param session the value of the session cookie
 */
public record Credentials(Optional<String> authorization, Optional<String> session) {

  private static final String BEARER = "Bearer ";

  /** A session passed on by another instance, which has it from a cookie. */
  private static final String SESSION = "Live-Events-Session ";

  /** The token, if one is shown as such. */
  Optional<String> token() {
    return authorization.flatMap(text -> after(BEARER, text));
  }

  /** The session, from the browser or from another instance. */
  Optional<String> ticket() {
    return authorization.isPresent()
        ? authorization.flatMap(text -> after(SESSION, text))
        : session;
  }

  /** The same in one header, for another instance. */
  public Optional<String> forwarded() {
    return authorization.or(() -> session.map(ticket -> SESSION + ticket));
  }

  private static Optional<String> after(String scheme, String text) {
    return text.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(text.substring(scheme.length()).strip())
        : Optional.empty();
  }

  /** Nothing of it is to be seen in any log. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
