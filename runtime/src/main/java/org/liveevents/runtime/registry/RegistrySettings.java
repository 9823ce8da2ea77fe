package org.liveevents.runtime.registry;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

/**
 * Where the schema registry is and how to speak to it.
 *
 * @param urls its addresses, without user and password; another is asked when one doesn't answer
 * @param credentials for basic authentication
 * @param tls what to trust and to show, beyond the JVM's own
 * @param compatibility the level every subject is held to
 */
public record RegistrySettings(
    List<URI> urls,
    Optional<Credentials> credentials,
    TlsSettings tls,
    Compatibility compatibility) {

  /** An account. */
  public record Credentials(String user, Secret password) {}

  public RegistrySettings {
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("a registry has an address");
    }
    urls = List.copyOf(urls);
  }

  /** Reads the keys, noting what is wrong with them; empty if no registry is set. */
  public static Optional<RegistrySettings> from(Settings settings) {
    Compatibility compatibility =
        settings.choice(Key.SCHEMA_REGISTRY_COMPATIBILITY, Compatibility.class);
    Optional<Credentials> credentials = credentials(settings);
    TlsSettings tls = TlsSettings.from(settings);
    List<URI> urls = settings.uris(Key.SCHEMA_REGISTRY_URL);
    if (urls.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RegistrySettings(
            urls.stream().map(RegistrySettings::bare).toList(),
            credentials.or(() -> urls.stream().flatMap(url -> inside(url).stream()).findFirst()),
            tls,
            compatibility));
  }

  private static Optional<Credentials> credentials(Settings settings) {
    Optional<String> user = settings.text(Key.SCHEMA_REGISTRY_USER);
    Optional<Secret> password = settings.secret(Key.SCHEMA_REGISTRY_PASSWORD);
    if (user.isPresent() && password.isEmpty()) {
      settings.problem(Key.SCHEMA_REGISTRY_USER, "set SCHEMA_REGISTRY_PASSWORD too");
    }
    if (user.isEmpty() && password.isPresent()) {
      settings.problem(Key.SCHEMA_REGISTRY_PASSWORD, "set SCHEMA_REGISTRY_USER too");
    }
    return user.flatMap(name -> password.map(secret -> new Credentials(name, secret)));
  }

  /** The account some write into the address, as Confluent's clients take it. */
  private static Optional<Credentials> inside(URI url) {
    String info = url.getRawUserInfo();
    int colon = info == null ? -1 : info.indexOf(':');
    return colon < 1 || colon == info.length() - 1
        ? Optional.empty()
        : Optional.of(
            new Credentials(
                decoded(info.substring(0, colon)), new Secret(decoded(info.substring(colon + 1)))));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static URI bare(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return URI.create(url.getScheme() + "://" + url.getHost() + port + path);
  }
}
