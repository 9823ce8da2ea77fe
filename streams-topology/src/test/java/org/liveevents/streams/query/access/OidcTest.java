package org.liveevents.streams.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;

class OidcTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");

  private Instant now = NOW;
  private final Issuer issuer = new Issuer();
  private final Access access = access(Optional.empty(), Optional.empty());

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void admitsWhomTheProviderNames() {
    assertThat(judge(issuer.claims(NOW).build()))
        .isEqualTo(
            new Verdict.Admitted(
                new Caller("advisor-7", Reach.EVERYTHING), Optional.of(NOW.plusSeconds(3600))));
  }

  @Test
  void takesTheScopeInAllWaysItIsWritten() {
    for (Object scope : List.of("canvas:read", "a canvas:read b", List.of("a", "canvas:read"))) {
      for (String claim : List.of("scope", "scp")) {
        JWTClaimsSet claims = issuer.claims(NOW).claim("scope", null).claim(claim, scope).build();
        assertThat(judge(claims)).isInstanceOf(Verdict.Admitted.class);
      }
    }
  }

  @Test
  void forbidsWhatLacksTheScope() {
    for (Object scope : List.of("canvas", "canvas:reader", "xcanvas:read", "", List.of(), 7)) {
      assertThat(judge(issuer.claims(NOW).claim("scope", scope).build()))
          .isEqualTo(new Verdict.Forbidden("the scope canvas:read"));
    }
  }

  @Test
  void refusesTokensForOthersOrFromOthersOrOfNobody() {
    assertRefused(issuer.claims(NOW).audience("another-api").build());
    assertRefused(issuer.claims(NOW).audience(List.of()).build());
    assertRefused(issuer.claims(NOW).issuer("https://login.example.edu").build());
    assertRefused(issuer.claims(NOW).issuer(null).build());
    assertRefused(issuer.claims(NOW).subject(null).build());
  }

  @Test
  void refusesATokenOutOfItsTime() {
    // Given
    String token = Issuer.sign(issuer.claims(NOW).build());

    // Then
    now = NOW.plusSeconds(3600 + 59);
    assertThat(judge(token)).isInstanceOf(Verdict.Admitted.class);
    now = NOW.plusSeconds(3600 + 61);
    assertThat(judge(token)).isEqualTo(new Verdict.Refused());
    assertRefused(issuer.claims(NOW).expirationTime(null).build());
    assertRefused(
        issuer.claims(now).notBeforeTime(Date.from(now.plus(Duration.ofMinutes(2)))).build());
  }

  @Test
  void refusesWhatTheProviderDidNotSign() throws JOSEException {
    // Given
    JWTClaimsSet claims = issuer.claims(NOW).build();
    SignedJWT mac =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("current").build(), claims);
    mac.sign(new MACSigner(new byte[32]));
    JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);
    String good = Issuer.sign(claims);

    // Then
    for (String token :
        List.of(
            mac.serialize(),
            new PlainJWT(claims).serialize(),
            Issuer.sign(Issuer.key("current"), header.keyID("current"), claims),
            Issuer.sign(Issuer.key("other"), header.keyID("other"), claims),
            Issuer.sign(Issuer.key("none"), header.keyID(null), claims),
            good.substring(0, good.length() - 2),
            good.substring(0, good.lastIndexOf('.') + 1),
            "a.b.c",
            "..",
            "",
            "no token")) {
      assertThat(judge(token)).as(token).isEqualTo(new Verdict.Refused());
    }
  }

  @Test
  void looksAtNoKeyThatTheTokenBringsAlong() {
    // Given
    var foreign = Issuer.key("current");
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("current").jwk(foreign.toPublicJWK());

    // Then
    assertThat(judge(Issuer.sign(foreign, header, issuer.claims(NOW).build())))
        .isEqualTo(new Verdict.Refused());
  }

  @Test
  void cannotTellWhileTheKeysCannotBeHad() {
    // Given
    issuer.fail(true);

    // Then
    assertThat(judge(issuer.claims(NOW).build())).isEqualTo(new Verdict.KeysUnavailable());
  }

  @Test
  void believesNoDiscoveryDocumentOfAnotherIssuer() {
    // Given
    AccessSettings.Provider provider = issuer.provider(Optional.empty(), Optional.empty());
    AccessSettings.Provider other =
        new AccessSettings.Provider(
            issuer.address().resolve("http://localhost:" + issuer.address().getPort()),
            provider.audience(),
            provider.keys(),
            Optional.empty(),
            Optional.empty(),
            provider.skew());
    JWTClaimsSet claims = issuer.claims(NOW).issuer(other.issuer().toString()).build();

    // Then
    assertThat(judge(access(other), Issuer.sign(claims))).isEqualTo(new Verdict.KeysUnavailable());
  }

  @Test
  void limitsACallerToWhatTheTokenNames() {
    // Given
    Access limited = access(Optional.of("courses"), Optional.of("accounts"));

    // Then
    assertThat(reach(limited, issuer.claims(NOW).claim("courses", "565, 21070000000000566")))
        .isEqualTo(Reach.of(Set.of("2107~565", "2107~566"), Set.of()));
    assertThat(
            reach(
                limited,
                issuer
                    .claims(NOW)
                    .claim("courses", List.of("1~3", 565))
                    .claim("accounts", List.of("2107~9"))))
        .isEqualTo(Reach.of(Set.of("1~3", "2107~565"), Set.of("2107~9")));
    assertThat(reach(limited, issuer.claims(NOW).claim("courses", List.of())))
        .isEqualTo(Reach.of(Set.of(), Set.of()));
    assertThat(reach(limited, issuer.claims(NOW).claim("accounts", "*")))
        .isEqualTo(Reach.EVERYTHING);
    assertThat(judge(limited, Issuer.sign(issuer.claims(NOW).build())))
        .isInstanceOf(Verdict.Forbidden.class);
  }

  /** Written as a number, a global id survives, whatever a JSON reader makes of it. */
  @Test
  void neverTakesOneCourseForAnother() {
    Access limited = access(Optional.of("courses"), Optional.empty());
    for (Object id : List.of(21070000000000565L, 2.1070000000000564E16, "21070000000000565")) {
      Reach reach = reach(limited, issuer.claims(NOW).claim("courses", List.of(id)));
      assertThat(reach.limits().orElseThrow().courses()).isSubsetOf("2107~565");
    }
  }

  private Access access(Optional<String> courses, Optional<String> accounts) {
    return access(issuer.provider(courses, accounts));
  }

  private Access access(AccessSettings.Provider provider) {
    return Access.of(
        new AccessSettings(provider, Duration.ofHours(8), new AccessSettings.NoAudit()),
        IdRules.ofShard(2107),
        () -> now);
  }

  private Verdict judge(JWTClaimsSet claims) {
    return judge(Issuer.sign(claims));
  }

  private Verdict judge(String token) {
    return judge(access, token);
  }

  private static Verdict judge(Access access, String token) {
    return access.judge(new Credentials(Optional.of("Bearer " + token), Optional.empty()));
  }

  private static Reach reach(Access access, JWTClaimsSet.Builder claims) {
    return ((Verdict.Admitted) judge(access, Issuer.sign(claims.build()))).caller().reach();
  }

  private void assertRefused(JWTClaimsSet claims) {
    assertThat(judge(claims)).isEqualTo(new Verdict.Refused());
  }
}
