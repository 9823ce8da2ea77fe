package org.liveevents.streams.query.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.liveevents.runtime.config.Secret;

/**
 * Whoever has one of the tokens. A session is a ticket signed with the token it was opened with:
 * any instance that has the token reads it, and it ends with the token.
 *
 * <pre>
 *   ticket: end, in seconds since 1970 . chance . HMAC-SHA256 of both, by the token
 * </pre>
 */
final class Tokens implements Authenticator {

  private static final String PURPOSE = "live-events session ";
  private static final String MAC = "HmacSHA256";
  private static final int CHANCE_BYTES = 16;
  private static final int NAME_BYTES = 4;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** A token and whose it is. */
  private record Known(Secret token, Caller caller) {

    static Known of(Secret token) {
      byte[] digest = Fingerprint.sha256(token.reveal());
      String name = "token:" + HexFormat.of().formatHex(digest, 0, NAME_BYTES);
      return new Known(token, new Caller(name, Reach.EVERYTHING));
    }
  }

  private final List<Known> tokens;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(List<Secret> tokens, InstantSource clock) {
    this.tokens = tokens.stream().map(Known::of).toList();
    this.clock = clock;
  }

  @Override
  public Verdict bearer(String token) {
    return owner(token)
        .<Verdict>map(known -> new Verdict.Admitted(known.caller(), Optional.empty()))
        .orElseGet(Verdict.Refused::new);
  }

  @Override
  public Verdict session(String ticket) {
    String[] parts = ticket.split("\\.", -1);
    if (parts.length != 3 || !parts[0].matches("\\d{1,12}")) {
      return new Verdict.Refused();
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    if (!clock.instant().isBefore(until)) {
      return new Verdict.Refused();
    }
    Verdict verdict = new Verdict.Refused();
    for (Known known : tokens) {
      if (new Secret(ticket(known.token(), parts[0] + "." + parts[1])).matches(ticket)) {
        verdict = new Verdict.Admitted(known.caller(), Optional.of(until));
      }
    }
    return verdict;
  }

  @Override
  public Optional<String> open(String token, Instant until) {
    byte[] chance = new byte[CHANCE_BYTES];
    random.nextBytes(chance);
    String place = until.getEpochSecond() + "." + ENCODER.encodeToString(chance);
    return owner(token).map(known -> ticket(known.token(), place));
  }

  @Override
  public String challenge() {
    return "Bearer realm=\"live-events\"";
  }

  /** Takes as long for a wrong token as for a right one. */
  private Optional<Known> owner(String offered) {
    Optional<Known> owner = Optional.empty();
    for (Known known : tokens) {
      owner = known.token().matches(offered) ? Optional.of(known) : owner;
    }
    return owner;
  }

  private static String ticket(Secret token, String place) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(token.reveal().getBytes(UTF_8), MAC));
      return place + "." + ENCODER.encodeToString(mac.doFinal((PURPOSE + place).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
