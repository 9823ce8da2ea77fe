package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.query.access.Caller;
import org.liveevents.streams.query.access.Reach;

/**
 * How one instance shows another that it is one of them. With a secret of their own a hop is
 * signed, and the caller's authorization stays where it came in and was checked: who that is, and
 * what it may see, is told under the signature. Without a secret it travels along, and is checked
 * again.
 *
 * <pre>
 *   Live-Events-Hop: 1                                                  without a secret
 *   Live-Events-Hop: &lt;seconds&gt;.&lt;HMAC-SHA256 of seconds, target, caller&gt;   with one
 *   Live-Events-Caller: base64url of {name, courses, accounts}
 * </pre>
 */
final class Hops {

  /** Tells an instance that another one asks. */
  static final String HEADER = "Live-Events-Hop";

  /** Tells who asked it. */
  static final String CALLER = "Live-Events-Caller";

  private static final String AUTHORIZATION = "Authorization";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String ALGORITHM = "HmacSHA256";

  /** How long a signature holds: as far as clocks may differ, and a question may wait. */
  private static final Duration VALID = Duration.ofSeconds(60);

  private final List<Secret> secrets;
  private final InstantSource clock;

  /**
   * Hops among instances that share those secrets.
   *
   * @param secrets the first signs, all are accepted; without any, nothing is signed
   */
  Hops(List<Secret> secrets, InstantSource clock) {
    this.secrets = List.copyOf(secrets);
    this.clock = clock;
  }

  /** A caller as it is told: lists are null where there are no limits. */
  private record Told(String name, @Nullable Set<String> courses, @Nullable Set<String> accounts) {

    static Told of(Caller caller) {
      return caller
          .reach()
          .limits()
          .map(limits -> new Told(caller.name(), limits.courses(), limits.accounts()))
          .orElseGet(() -> new Told(caller.name(), null, null));
    }

    Caller caller() {
      return new Caller(
          name,
          courses == null || accounts == null ? Reach.EVERYTHING : Reach.of(courses, accounts));
    }
  }

  /** The headers of a hop to that target. */
  Map<String, String> headers(String target, Optional<String> authorization, Caller caller) {
    Map<String, String> headers = new TreeMap<>();
    if (secrets.isEmpty()) {
      headers.put(HEADER, "1");
      authorization.ifPresent(value -> headers.put(AUTHORIZATION, value));
    } else {
      String seconds = Long.toString(clock.instant().getEpochSecond());
      String told = ENCODER.encodeToString(StateJson.write(Told.of(caller)));
      headers.put(CALLER, told);
      headers.put(HEADER, seconds + "." + signature(secrets.get(0), seconds, target, told));
    }
    return headers;
  }

  /** Whether hops are signed, and so can't be refused for the caller's sake. */
  boolean areSigned() {
    return !secrets.isEmpty();
  }

  /** Who asked the instance that signed those headers; empty if none of ours did. */
  Optional<Caller> caller(@Nullable String hop, @Nullable String told, String target) {
    return hop != null && told != null && isSigned(hop, told, target)
        ? Optional.of(StateJson.read(Base64.getUrlDecoder().decode(told), Told.class).caller())
        : Optional.empty();
  }

  private boolean isSigned(String header, String told, String target) {
    int dot = header.indexOf('.');
    if (dot < 1 || dot > 12 || !isRecent(header.substring(0, dot))) {
      return false;
    }
    byte[] offered = header.substring(dot + 1).getBytes(UTF_8);
    boolean signed = false;
    for (Secret secret : secrets) {
      byte[] right = signature(secret, header.substring(0, dot), target, told).getBytes(UTF_8);
      signed |= MessageDigest.isEqual(right, offered);
    }
    return signed;
  }

  private boolean isRecent(String seconds) {
    if (!seconds.matches("\\d{1,12}")) {
      return false;
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant()).abs();
    return age.compareTo(VALID) <= 0;
  }

  private static String signature(Secret secret, String seconds, String target, String told) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM));
      byte[] signature = mac.doFinal((seconds + "\n" + target + "\n" + told).getBytes(UTF_8));
      return ENCODER.encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
