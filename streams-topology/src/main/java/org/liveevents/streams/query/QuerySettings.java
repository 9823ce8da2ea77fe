package org.liveevents.streams.query;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.query.access.AccessSettings;

/**
 * How the query API is served.
 *
 * @param port its port; 0 for any free one
 * @param host where to listen; empty for everywhere, or for this machine alone if others may not
 *     ask
 * @param access who may ask
 * @param origins whose pages may ask from a browser
 * @param hopSecrets what instances sign with when they ask one another: the first signs, all are
 *     accepted; without any, they pass on the caller's authorization
 * @param advertised where other instances reach this one; empty if there are no others
 * @param ids how ids in paths become canonical
 * @param pages how many entries a page may have
 */
public record QuerySettings(
    int port,
    Optional<String> host,
    AccessSettings access,
    List<String> origins,
    List<Secret> hopSecrets,
    Optional<Address> advertised,
    IdRules ids,
    PageLimits pages) {

  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

  public QuerySettings {
    origins = List.copyOf(origins);
    hopSecrets = List.copyOf(hopSecrets);
  }

  /** Reads the keys of the query API, noting what is wrong with them. */
  public static QuerySettings from(Settings settings, IdRules ids) {
    AccessSettings access = AccessSettings.from(settings);
    Optional<String> host = settings.text(Key.QUERY_HOST);
    if (access.isLocal() && host.filter(it -> !Address.isLoopback(it)).isPresent()) {
      settings.problem(
          Key.QUERY_HOST,
          "with QUERY_AUTH=none no other machine is answered: unset it, use QUERY_AUTH=token, or"
              + " say QUERY_AUTH_NONE_FORCED=true");
    }
    Optional<String> text = settings.text(Key.QUERY_ADVERTISED);
    Optional<Address> advertised = text.flatMap(Address::parse);
    if (text.isPresent() && advertised.isEmpty()) {
      settings.problem(Key.QUERY_ADVERTISED, "set it to host:port, such as 10.0.0.7:8080");
    }
    if (access.isLocal() && advertised.filter(address -> !address.isLoopback()).isPresent()) {
      settings.problem(
          Key.QUERY_ADVERTISED,
          "with QUERY_AUTH=none no other machine is answered: unset it, or use QUERY_AUTH=token");
    }
    return new QuerySettings(
        settings.integer(Key.QUERY_PORT, 0, 65_535),
        host,
        access,
        origins(settings),
        settings.secrets(Key.QUERY_HOP_SECRETS),
        advertised,
        ids,
        PageLimits.DEFAULT);
  }

  /** As browsers write them: a scheme, a host, perhaps a port, and nothing else. */
  private static List<String> origins(Settings settings) {
    List<String> origins = settings.list(Key.QUERY_CORS_ORIGINS);
    if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
      settings.problem(
          Key.QUERY_CORS_ORIGINS,
          "name each origin as a browser does, such as https://dashboard.example.edu");
    }
    return origins;
  }
}
