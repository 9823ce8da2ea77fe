package org.liveevents.streams.query.access;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

/**
 * Who may ask.
 *
 * @param session how long a browser's session lasts
 * @param audit where it is written down who asks for students' records
 */
public record AccessSettings(Authentication authentication, Duration session, Audit audit) {

  private static final Duration DAY = Duration.ofHours(24);
  private static final String LOGGED = "log";

  /** How a caller proves who it is. */
  public sealed interface Authentication {

    /** Calls the function of the case at hand. */
    <T> T fold(
        Function<? super Token, ? extends T> onToken,
        Function<? super Provider, ? extends T> onProvider,
        Function<? super None, ? extends T> onNone);
  }

  /**
   * With one of the tokens.
   *
   * @param tokens those accepted; without any, nobody may ask
   */
  public record Token(List<Secret> tokens) implements Authentication {

    public Token {
      tokens = List.copyOf(tokens);
    }

    @Override
    public <T> T fold(
        Function<? super Token, ? extends T> onToken,
        Function<? super Provider, ? extends T> onProvider,
        Function<? super None, ? extends T> onNone) {
      return onToken.apply(this);
    }
  }

  /**
   * With an access token of an OpenID provider.
   *
   * @param keys where its keys are; empty for where it says itself
   * @param coursesClaim names the courses a caller may see; empty for none such
   * @param accountsClaim names the accounts whose courses a caller may see; empty for none such
   * @param skew by how much its clock may differ from ours
   */
  public record Provider(
      URI issuer,
      String audience,
      Optional<URI> keys,
      Optional<String> coursesClaim,
      Optional<String> accountsClaim,
      Duration skew)
      implements Authentication {

    @Override
    public <T> T fold(
        Function<? super Token, ? extends T> onToken,
        Function<? super Provider, ? extends T> onProvider,
        Function<? super None, ? extends T> onNone) {
      return onProvider.apply(this);
    }
  }

  /**
   * Not at all.
   *
   * @param forced whether other machines are answered as well
   */
  public record None(boolean forced) implements Authentication {

    @Override
    public <T> T fold(
        Function<? super Token, ? extends T> onToken,
        Function<? super Provider, ? extends T> onProvider,
        Function<? super None, ? extends T> onNone) {
      return onNone.apply(this);
    }
  }

  /** Where something is written down. */
  public sealed interface Audit {

    /** The log as configured. */
    AuditLog open();
  }

  /** Nowhere. */
  public record NoAudit() implements Audit {
    @Override
    public AuditLog open() {
      return AuditLog.none();
    }
  }

  /** In the log of the process. */
  public record LoggedAudit() implements Audit {
    @Override
    public AuditLog open() {
      return AuditLog.logged();
    }
  }

  /** In a file of its own. */
  public record FileAudit(Path file) implements Audit {
    @Override
    public AuditLog open() {
      return AuditLog.to(file);
    }
  }

  private enum Way {
    TOKEN,
    OIDC,
    NONE
  }

  /** Whether callers of this machine alone are answered. */
  public boolean isLocal() {
    return authentication.fold(token -> false, provider -> false, none -> !none.forced());
  }

  /** Reads the keys of access, noting what is wrong with them. */
  public static AccessSettings from(Settings settings) {
    Way way = settings.choice(Key.QUERY_AUTH, Way.class);
    Token token = new Token(settings.secrets(Key.QUERY_TOKENS));
    Optional<Provider> provider = provider(settings, way == Way.OIDC);
    None none = new None(settings.flag(Key.QUERY_AUTH_NONE_FORCED));
    if (way == Way.TOKEN && token.tokens().isEmpty()) {
      settings.problem(
          Key.QUERY_TOKENS,
          "set it to one token or more, or QUERY_AUTH=none to answer this machine alone");
    }
    Authentication authentication =
        switch (way) {
          case TOKEN -> token;
          case OIDC -> provider.<Authentication>map(it -> it).orElse(token); // with a problem
          case NONE -> none;
        };
    return new AccessSettings(
        authentication,
        settings.duration(Key.QUERY_SESSION, Duration.ofMinutes(1), DAY),
        audit(settings));
  }

  private static Audit audit(Settings settings) {
    Optional<String> place = settings.text(Key.QUERY_AUDIT_LOG);
    if (place.isEmpty()) {
      return new NoAudit();
    }
    if (place.get().equals(LOGGED)) {
      return new LoggedAudit();
    }
    try {
      Path file = Path.of(place.get()).toAbsolutePath();
      Path directory = file.getParent();
      if (directory != null
          && Files.isWritable(directory)
          && (Files.notExists(file) || (Files.isRegularFile(file) && Files.isWritable(file)))) {
        return new FileAudit(file);
      }
    } catch (InvalidPathException e) {
      // told below
    }
    settings.problem(
        Key.QUERY_AUDIT_LOG, "set it to " + LOGGED + ", or to a file in a directory we may write");
    return new NoAudit();
  }

  private static Optional<Provider> provider(Settings settings, boolean needed) {
    Optional<URI> issuer = settings.uri(Key.QUERY_OIDC_ISSUER);
    Optional<String> audience = settings.text(Key.QUERY_OIDC_AUDIENCE);
    Optional<URI> keys = settings.uri(Key.QUERY_OIDC_JWKS_URL);
    Duration skew =
        settings.duration(Key.QUERY_OIDC_CLOCK_SKEW, Duration.ZERO, Duration.ofMinutes(15));
    if (needed && settings.text(Key.QUERY_OIDC_ISSUER).isEmpty()) {
      settings.problem(
          Key.QUERY_OIDC_ISSUER, "set it to the issuer of the tokens when QUERY_AUTH is oidc");
    }
    if (needed && audience.isEmpty()) {
      settings.problem(
          Key.QUERY_OIDC_AUDIENCE,
          "set it to what tokens for this API name as their audience when QUERY_AUTH is oidc");
    }
    return issuer.flatMap(
        from ->
            audience.map(
                to ->
                    new Provider(
                        from,
                        to,
                        keys,
                        settings.text(Key.QUERY_OIDC_COURSES_CLAIM),
                        settings.text(Key.QUERY_OIDC_ACCOUNTS_CLAIM),
                        skew)));
  }
}
