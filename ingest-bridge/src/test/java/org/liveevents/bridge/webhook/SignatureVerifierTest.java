package org.liveevents.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveevents.bridge.webhook.Verdict.Reason;
import org.liveevents.runtime.keys.SigningKeys;

class SignatureVerifierTest {

  private static final RSAKey CURRENT = KeyServer.key("2026-09");
  private static final RSAKey NEXT = KeyServer.key("2026-10");
  private static final RSAKey FOREIGN = KeyServer.key("2026-09");

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
  private static final String EVENT =
      "{\"metadata\": {\"n\":1.50e2, \"exp\": 1} ,\"body\":{\"sub\":\"Caf\u00e9 \\u00e9\"}}";
  private static final String CLAIMS = with(EVENT, "\"iss\":\"" + KeyServer.ISSUER + "\"");

  private Instant now = NOW;
  private final KeyServer server = new KeyServer(CURRENT);
  private final InstantSource clock = () -> now;
  private final SigningKeys keys =
      SigningKeys.at(server.address(), SigningKeys.Limits.STANDARD, clock);
  private final SignatureVerifier verifier =
      new SignatureVerifier(keys, KeyServer.ISSUER, Duration.ofSeconds(60), clock, Runnable::run);

  @AfterEach
  void stop() {
    verifier.close();
    server.close();
  }

  @Test
  void passesWhatTheIssuerSignedAndNamesTheKey() throws Exception {
    assertThat(open(KeyServer.sign(CURRENT, CLAIMS)))
        .isEqualTo(
            new Verdict.Passed(org.liveevents.event.Payload.of(EVENT), Optional.of("2026-09")));
  }

  @Test
  void takesTheTokenOutOfQuotesAndWhiteSpace() throws Exception {
    // Given
    String token = KeyServer.sign(CURRENT, CLAIMS);

    // Then
    assertThat(open(" \"" + token + "\"\r\n")).isInstanceOf(Verdict.Passed.class);
    assertThat(open(token + "\n")).isInstanceOf(Verdict.Passed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'iss':ISS,'a':1.0}|{'a':1.0}",
        "{'a':1.0 , 'iss':ISS}|{'a':1.0}",
        "{'a':1.0 , 'iss':ISS,'jti':'x', 'b' : [ 2 ] }|{'a':1.0, 'b' : [ 2 ] }",
        "{ 'iss':ISS }|{  }",
        "{'iat':1756713600,'a':{'iss':3},'iss':ISS,'exp':99999999999}|{'a':{'iss':3}}",
        "{'\\u0069ss':ISS,'a':null}|{'a':null}"
      })
  void cutsTheTokensOwnClaimsOutAndTouchesNothingElse(String claims, String event)
      throws Exception {
    // Given
    String written = claims.replace("ISS", "'" + KeyServer.ISSUER + "'").replace('\'', '"');

    // Then
    assertThat(open(KeyServer.sign(CURRENT, written)))
        .isEqualTo(
            new Verdict.Passed(
                org.liveevents.event.Payload.of(event.replace('\'', '"')), Optional.of("2026-09")));
  }

  @Test
  void passesSignedBytesThatAreNoObjectForTheIntakeToReject() throws Exception {
    assertThat(open(KeyServer.sign(CURRENT, "no json")))
        .isEqualTo(
            new Verdict.Passed(org.liveevents.event.Payload.of("no json"), Optional.of("2026-09")));
  }

  @Test
  void refusesATokenWithoutASignature() {
    // Given
    String header = Base64URL.encode("{\"alg\":\"none\",\"kid\":\"2026-09\"}").toString();

    // Then
    assertRefused(header + "." + Base64URL.encode(CLAIMS) + ".", Reason.ALGORITHM);
  }

  @Test
  void refusesAMacMadeWithThePublicKey() throws Exception {
    // Given
    JWSObject token =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("2026-09").build(),
            new Payload(CLAIMS));
    token.sign(new MACSigner(CURRENT.toRSAPublicKey().getEncoded()));

    // Then
    assertRefused(token.serialize(), Reason.ALGORITHM);
  }

  @Test
  void refusesOtherRsaAlgorithms() throws Exception {
    assertRefused(
        KeyServer.sign(CURRENT, new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("2026-09"), CLAIMS),
        Reason.ALGORITHM);
  }

  @Test
  void looksAtNoKeyThatTheTokenBringsAlongOrPointsTo() throws Exception {
    try (KeyServer attacker = new KeyServer(FOREIGN)) {
      // Given
      JWSHeader.Builder header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID("2026-09")
              .jwk(FOREIGN.toPublicJWK())
              .jwkURL(attacker.address())
              .x509CertURL(attacker.address());

      // Then
      assertRefused(KeyServer.sign(FOREIGN, header, CLAIMS), Reason.SIGNATURE);
      assertThat(attacker.fetches()).isZero();
    }
  }

  @Test
  void refusesCriticalHeadersAndUnencodedPayloads() throws Exception {
    assertRefused(
        KeyServer.sign(
            CURRENT,
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("2026-09")
                .type(JOSEObjectType.JWT)
                .customParam("x", 1)
                .criticalParams(Set.of("x")),
            CLAIMS),
        Reason.CRITICAL_HEADER);
  }

  @Test
  void refusesAKeyIdThatIsMissingOrNotTheIssuers() throws Exception {
    assertRefused(KeyServer.sign(NEXT, CLAIMS), Reason.UNKNOWN_KEY);
    assertRefused(
        KeyServer.sign(CURRENT, new JWSHeader.Builder(JWSAlgorithm.RS256), CLAIMS),
        Reason.UNKNOWN_KEY);
  }

  @Test
  void refusesASignatureThatIsCutChangedOrForAnotherBody() throws Exception {
    // Given
    String token = KeyServer.sign(CURRENT, CLAIMS);
    String other = KeyServer.sign(CURRENT, with(CLAIMS, "\"more\":1"));

    // Then
    assertRefused(token.substring(0, token.length() - 8), Reason.SIGNATURE);
    assertRefused(token.substring(0, token.lastIndexOf('.') + 1), Reason.SIGNATURE);
    assertRefused(
        token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')),
        Reason.SIGNATURE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{}",
        "a.b",
        "a.b.c",
        "....",
        "{\"payload\":\"\",\"signatures\":[]}",
        "\"",
        "\"\""
      })
  void refusesWhatIsNoCompactToken(String body) {
    assertRefused(body, Reason.MALFORMED);
  }

  @Test
  void refusesAHeaderOfUnreasonableLength() {
    // Given
    String header =
        Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(100_000) + "\"}").toString();

    // Then
    assertRefused(header + "." + Base64URL.encode(CLAIMS) + ".c2ln", Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"exp\":1788249540|",
        "\"exp\":1788249539|EXPIRED",
        "\"iat\":1788249660|",
        "\"iat\":1788249661|NOT_YET_VALID",
        "\"nbf\":1788249661|NOT_YET_VALID",
        "\"exp\":\"soon\"|CLAIMS",
        "\"exp\":1e999999999|",
        "\"exp\":99999999999,\"exp\":1|EXPIRED",
        "\"iss\":\"https://elsewhere\"|ISSUER"
      })
  void checksTheTimesThatAreThereWithAMinutesSkew(String claim, @Nullable Reason reason)
      throws Exception {
    // When
    Verdict verdict = open(KeyServer.sign(CURRENT, with(CLAIMS, claim)));

    // Then
    if (reason == null) {
      assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    } else {
      assertThat(verdict).isEqualTo(new Verdict.Refused(reason));
    }
  }

  @Test
  void refusesATokenWithoutAnIssuer() throws Exception {
    assertRefused(KeyServer.sign(CURRENT, EVENT), Reason.ISSUER);
  }

  @Test
  void fetchesTheKeysOnceForManyTokens() throws Exception {
    // When
    for (int i = 0; i < 20; i++) {
      open(KeyServer.sign(CURRENT, CLAIMS));
    }

    // Then
    assertThat(server.fetches()).isEqualTo(1);
  }

  @Test
  void fetchesANewKeyWhenATokenNamesItButNotForEveryUnknownOne() throws Exception {
    // Given
    open(KeyServer.sign(CURRENT, CLAIMS));
    server.publish(CURRENT, NEXT);

    // Then
    assertThat(open(KeyServer.sign(NEXT, CLAIMS))).isInstanceOf(Verdict.Passed.class);
    for (int i = 0; i < 20; i++) {
      assertRefused(KeyServer.sign(KeyServer.key("unknown"), CLAIMS), Reason.UNKNOWN_KEY);
    }
    assertThat(server.fetches()).isLessThanOrEqualTo(3);
    assertThat(open(KeyServer.sign(CURRENT, CLAIMS))).isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void refusesAKeyThatTheIssuerTookBackOnceTheKeysAreFetchedAnew() throws Exception {
    // Given
    open(KeyServer.sign(CURRENT, CLAIMS));
    server.publish(NEXT);

    // When
    now = NOW.plus(Duration.ofMinutes(6));

    // Then
    assertRefused(KeyServer.sign(CURRENT, CLAIMS), Reason.UNKNOWN_KEY);
  }

  @Test
  void goesOnWithTheLastGoodKeysWhileTheIssuerIsAway() throws Exception {
    // Given
    open(KeyServer.sign(CURRENT, CLAIMS));
    server.fail(true);

    // When
    now = NOW.plus(Duration.ofDays(2));

    // Then
    assertThat(open(KeyServer.sign(CURRENT, CLAIMS))).isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void saysThatItCannotTellWhileTheKeysWereNeverFetched() throws Exception {
    // Given
    server.fail(true);
    String token = KeyServer.sign(CURRENT, CLAIMS);

    // Then
    for (int i = 0; i < 5; i++) {
      assertThat(open(token)).isEqualTo(new Verdict.KeysUnavailable());
    }

    // When
    server.fail(false);
    now = NOW.plus(Duration.ofMinutes(1));

    // Then
    assertThat(open(token)).isInstanceOf(Verdict.Passed.class);
  }

  private Verdict open(String body) {
    return verifier.open(body.getBytes(UTF_8)).toCompletableFuture().join();
  }

  private void assertRefused(String body, Reason reason) {
    assertThat(open(body)).isEqualTo(new Verdict.Refused(reason));
  }

  /** Those claims with some more at their end. */
  private static String with(String claims, String more) {
    return claims.substring(0, claims.length() - 1) + "," + more + "}";
  }
}
