package org.liveevents.streams.query;

import java.util.List;
import java.util.Optional;
import org.liveevents.runtime.config.Secret;

/** Who may ask: whoever shows one of the tokens, or everybody if none is asked for. */
final class Bearer {

  private static final String SCHEME = "Bearer ";

  private final QuerySettings.Auth auth;
  private final List<Secret> tokens;

  Bearer(QuerySettings settings) {
    this.auth = settings.auth();
    this.tokens = settings.tokens();
  }

  /** Whether to answer; takes as long for a wrong token as for a right one. */
  boolean accepts(Optional<String> authorization) {
    if (auth == QuerySettings.Auth.NONE) {
      return true;
    }
    String offered =
        authorization
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip())
            .orElse("");
    boolean accepted = false;
    for (Secret token : tokens) {
      accepted |= token.matches(offered);
    }
    return accepted;
  }
}
