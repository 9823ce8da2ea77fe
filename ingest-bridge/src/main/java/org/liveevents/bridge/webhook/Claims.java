package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liveevents.bridge.intake.JsonParts;
import org.liveevents.bridge.intake.JsonParts.Member;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.liveevents.event.Payload;

/**
 * The claims of a JWT: the event's members, and beside them those of the token. The latter are
 * checked, then cut out; every other byte stays as it was signed.
 */
final class Claims {

  private static final Set<String> OF_THE_TOKEN =
      Set.of("iss", "iat", "exp", "nbf", "jti", "aud", "sub");
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(1L << 40);

  private final byte[] json;
  private final Optional<List<Member>> members;

  private Claims(byte[] json, Optional<List<Member>> members) {
    this.json = json;
    this.members = members;
  }

  static Claims of(byte[] json) {
    try {
      return new Claims(json, Optional.of(JsonParts.members(json)));
    } catch (IOException e) { // no JSON object: signed all the same, and rejected later on
      return new Claims(json, Optional.empty());
    }
  }

  /**
   * What is wrong with the token's own claims. The issuer must be there; Canvas' others are checked
   * only if present. Of claims that stand there twice, both must hold.
   */
  Optional<Reason> refusal(String issuer, Instant now, Duration skew) {
    if (members.isEmpty()) {
      return Optional.empty();
    }
    boolean issued = false;
    for (Member member : members.get()) {
      String value = new String(member.value().of(json), UTF_8);
      Optional<Reason> reason =
          switch (member.name()) {
            case "iss" -> when(!isText(value, issuer), Reason.ISSUER);
            case "exp" -> time(value, exp -> exp.isBefore(now.minus(skew)), Reason.EXPIRED);
            case "iat", "nbf" ->
                time(value, from -> from.isAfter(now.plus(skew)), Reason.NOT_YET_VALID);
            default -> Optional.empty();
          };
      if (reason.isPresent()) {
        return reason;
      }
      issued |= member.name().equals("iss");
    }
    return when(!issued, Reason.ISSUER);
  }

  /** The claims without the token's own. */
  Payload event() {
    List<Member> all = members.orElseGet(List::of);
    if (all.stream().noneMatch(member -> OF_THE_TOKEN.contains(member.name()))) {
      return Payload.of(json);
    }
    ByteArrayOutputStream event = new ByteArrayOutputStream(json.length);
    int open = all.get(0).whole().from();
    event.write(json, 0, open);
    int end = open; // of the last member that was kept
    for (int i = 0; i < all.size(); i++) {
      if (!OF_THE_TOKEN.contains(all.get(i).name())) {
        // With the separator before it, if it isn't the first to stay.
        int from = end == open ? all.get(i).whole().from() : all.get(i - 1).whole().to();
        event.write(json, from, all.get(i).whole().to() - from);
        end = all.get(i).whole().to();
      }
    }
    int close = all.get(all.size() - 1).whole().to();
    event.write(json, close, json.length - close);
    return Payload.of(event.toByteArray());
  }

  private static boolean isText(String json, String expected) {
    return json.equals('"' + expected + '"')
        || json.equals('"' + expected.replace("/", "\\/") + '"');
  }

  private interface TimeTest {
    boolean fails(Instant time);
  }

  private static Optional<Reason> time(String json, TimeTest test, Reason reason) {
    try {
      // Seconds since 1970, perhaps with a fraction; the limits keep the arithmetic small.
      BigDecimal seconds = new BigDecimal(json).max(BigDecimal.ZERO).min(LAST_SECOND);
      Instant time = Instant.ofEpochSecond(seconds.longValue());
      return when(test.fails(time), reason);
    } catch (NumberFormatException e) {
      return Optional.of(Reason.CLAIMS);
    }
  }

  private static Optional<Reason> when(boolean wrong, Reason reason) {
    return wrong ? Optional.of(reason) : Optional.empty();
  }
}
