package org.liveevents.streams.query;

import java.util.List;
import java.util.Optional;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

/**
 * How the query API is served.
 *
 * @param port its port; 0 for any free one
 * @param auth who may ask
 * @param tokens those accepted; without any, nobody may ask
 * @param hopSecrets what instances sign with when they ask one another: the first signs, all are
 *     accepted; without any, they pass on the caller's authorization
 * @param advertised where other instances reach this one; empty if there are no others
 * @param ids how ids in paths become canonical
 * @param pages how many entries a page may have
 */
public record QuerySettings(
    int port,
    Auth auth,
    List<Secret> tokens,
    List<Secret> hopSecrets,
    Optional<Address> advertised,
    IdRules ids,
    PageLimits pages) {

  public QuerySettings {
    tokens = List.copyOf(tokens);
    hopSecrets = List.copyOf(hopSecrets);
  }

  /** Who may ask. */
  public enum Auth {
    /** Whoever has one of the tokens. */
    TOKEN,
    /** Everybody on this machine, and nobody else. */
    NONE
  }

  /** Reads the keys of the query API, noting what is wrong with them. */
  public static QuerySettings from(Settings settings, IdRules ids) {
    Auth auth = settings.choice(Key.QUERY_AUTH, Auth.class);
    List<Secret> tokens = settings.secrets(Key.QUERY_TOKENS);
    if (auth == Auth.TOKEN && tokens.isEmpty()) {
      settings.problem(
          Key.QUERY_TOKENS,
          "set it to one token or more, or QUERY_AUTH=none to answer this machine alone");
    }
    Optional<String> text = settings.text(Key.QUERY_ADVERTISED);
    Optional<Address> advertised = text.flatMap(Address::parse);
    if (text.isPresent() && advertised.isEmpty()) {
      settings.problem(Key.QUERY_ADVERTISED, "set it to host:port, such as 10.0.0.7:8080");
    }
    if (auth == Auth.NONE && advertised.map(address -> !address.isLoopback()).orElse(false)) {
      settings.problem(
          Key.QUERY_ADVERTISED,
          "with QUERY_AUTH=none no other machine is answered: unset it, or use QUERY_AUTH=token");
    }
    return new QuerySettings(
        settings.integer(Key.QUERY_PORT, 0, 65_535),
        auth,
        tokens,
        settings.secrets(Key.QUERY_HOP_SECRETS),
        advertised,
        ids,
        PageLimits.DEFAULT);
  }
}
