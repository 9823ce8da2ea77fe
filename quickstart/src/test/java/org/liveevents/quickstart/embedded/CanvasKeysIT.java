package org.liveevents.quickstart.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanvasKeysIT {

  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private final CanvasKeys keys = new CanvasKeys(InstantSource.fixed(NOW));

  @Test
  void publishesThreeKeysOfWhichTheMiddleOneSigns() throws Exception {
    try (JwksServer server = JwksServer.start(keys)) {
      // When
      JWKSet published = JWKSet.load(server.url().toURL());
      JWSObject token = JWSObject.parse(keys.sign("{\"metadata\":{}}"));

      // Then
      assertThat(published.getKeys()).hasSize(3).noneMatch(JWK::isPrivate);
      JWK current = published.getKeys().get(1);
      assertThat(token.getHeader().getKeyID()).isEqualTo(current.getKeyID());
      assertThat(token.verify(new RSASSAVerifier(current.toRSAKey()))).isTrue();
    }
  }

  @Test
  void addsTheStandardClaimsAndLeavesTheEventsTextAlone() throws Exception {
    // When
    JWSObject token = JWSObject.parse(keys.sign("{\"metadata\" : {},\"body\":{\"score\":5.0}}"));

    // Then
    assertThat(token.getPayload().toString())
        .endsWith("\"metadata\" : {},\"body\":{\"score\":5.0}}");
    Map<String, Object> claims = token.getPayload().toJSONObject();
    assertThat(claims)
        .containsEntry("iss", CanvasKeys.ISSUER)
        .containsEntry("iat", NOW.getEpochSecond())
        .containsKeys("exp", "jti");
  }

  @Test
  void rotationMakesTheNextKeyCurrentAndKeepsTheLastOnePublished() throws IOException {
    // Given
    List<String> before = published();

    // When
    keys.rotate();

    // Then
    assertThat(published().subList(0, 2)).isEqualTo(before.subList(1, 3));
    assertThat(keys.currentKeyId()).isEqualTo(before.get(2));
  }

  private List<String> published() {
    return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
  }
}
