package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.streams.query.access.AccessSettings;

class QuerySettingsTest {

  private static final IdRules IDS = IdRules.ofShard(1);

  @Test
  void needsNothingButTokens() {
    // When
    Settings settings = Settings.of(Map.of("QUERY_TOKENS", "one"));
    QuerySettings query = QuerySettings.from(settings, IDS);

    // Then
    assertThat(settings.problems()).isEmpty();
    assertThat(query.port()).isEqualTo(8080);
    assertThat(query.host()).isEmpty();
    assertThat(query.access())
        .isEqualTo(
            new AccessSettings(
                new AccessSettings.Token(List.of(new Secret("one"))),
                Duration.ofHours(8),
                new AccessSettings.NoAudit()));
    assertThat(query.origins()).isEmpty();
    assertThat(query.advertised()).isEmpty();
    assertThat(query.pages()).isEqualTo(new PageLimits(100, 1000));
  }

  @Test
  void readsEveryKey() {
    // When
    Settings settings =
        Settings.of(
            Map.of(
                "QUERY_PORT", "8081",
                "QUERY_AUTH", "none",
                "QUERY_AUTH_NONE_FORCED", "true",
                "QUERY_HOST", "10.0.0.7",
                "QUERY_SESSION", "30m",
                "QUERY_AUDIT_LOG", "/tmp/reads.jsonl",
                "QUERY_CORS_ORIGINS", "https://one.example, http://two.example:8443",
                "QUERY_HOP_SECRETS", "hop",
                "QUERY_ADVERTISED", "10.0.0.7:8081"));
    QuerySettings query = QuerySettings.from(settings, IDS);

    // Then
    assertThat(settings.problems()).isEmpty();
    assertThat(query.port()).isEqualTo(8081);
    assertThat(query.host()).contains("10.0.0.7");
    assertThat(query.access())
        .isEqualTo(
            new AccessSettings(
                new AccessSettings.None(true),
                Duration.ofMinutes(30),
                new AccessSettings.FileAudit(Path.of("/tmp/reads.jsonl"))));
    assertThat(query.origins()).containsExactly("https://one.example", "http://two.example:8443");
    assertThat(query.hopSecrets()).containsExactly(new Secret("hop"));
    assertThat(query.advertised()).contains(new Address("10.0.0.7", 8081));
    assertThat(query.ids()).isEqualTo(IDS);
  }

  @Test
  void tokenAuthorizationWithoutTokensIsAProblem() {
    assertThat(problems(Map.of())).singleElement().asString().startsWith("QUERY_TOKENS: set it");
  }

  @Test
  void anAddressWithoutAPortIsAProblem() {
    for (String wrong :
        List.of("host", "host:", ":8080", "host:0", "host:65536", "http://host:1")) {
      assertThat(problems(Map.of("QUERY_TOKENS", "one", "QUERY_ADVERTISED", wrong)))
          .singleElement()
          .asString()
          .startsWith("QUERY_ADVERTISED=" + wrong + ": set it to host:port");
    }
  }

  @Test
  void advertisingWhatAnswersThisMachineAloneIsAProblem() {
    assertThat(problems(Map.of("QUERY_AUTH", "none", "QUERY_ADVERTISED", "10.0.0.7:8080")))
        .singleElement()
        .asString()
        .contains("QUERY_AUTH=token");
  }

  @Test
  void listeningToOthersWithoutAskingWhoTheyAreIsAProblemUnlessForced() {
    for (String host : List.of("0.0.0.0", "10.0.0.7", "::", "topology-0", "127.0.0.1.example")) {
      assertThat(problems(Map.of("QUERY_AUTH", "none", "QUERY_HOST", host)))
          .singleElement()
          .asString()
          .startsWith("QUERY_HOST=" + host)
          .contains("QUERY_AUTH_NONE_FORCED");
      assertThat(
              problems(
                  Map.of(
                      "QUERY_AUTH", "none", "QUERY_HOST", host, "QUERY_AUTH_NONE_FORCED", "true")))
          .isEmpty();
    }
    for (String host : List.of("localhost", "127.0.0.1", "::1", "[::1]", "127.3.2.1")) {
      assertThat(problems(Map.of("QUERY_AUTH", "none", "QUERY_HOST", host))).isEmpty();
    }
  }

  @Test
  void reportsEveryMistakeAboutAProviderAtOnce() {
    assertThat(
            problems(
                Map.of(
                    "QUERY_AUTH", "oidc",
                    "QUERY_OIDC_JWKS_URL", "keys",
                    "QUERY_OIDC_CLOCK_SKEW", "2h",
                    "QUERY_SESSION", "30d",
                    "QUERY_CORS_ORIGINS", "https://one.example/,*",
                    "QUERY_AUTH_NONE_FORCED", "yes",
                    "QUERY_AUDIT_LOG", "/nowhere/reads.jsonl",
                    "QUERY_ADVERTISED", "nowhere")))
        .extracting(problem -> problem.split("[=:]", 2)[0])
        .containsExactlyInAnyOrder(
            "QUERY_OIDC_ISSUER",
            "QUERY_OIDC_AUDIENCE",
            "QUERY_OIDC_JWKS_URL",
            "QUERY_OIDC_CLOCK_SKEW",
            "QUERY_SESSION",
            "QUERY_CORS_ORIGINS",
            "QUERY_AUTH_NONE_FORCED",
            "QUERY_AUDIT_LOG",
            "QUERY_ADVERTISED");
    assertThat(
            problems(
                Map.of(
                    "QUERY_AUTH", "oidc",
                    "QUERY_OIDC_ISSUER", "login.example.edu",
                    "QUERY_OIDC_AUDIENCE", "canvas-state")))
        .singleElement()
        .asString()
        .startsWith("QUERY_OIDC_ISSUER=login.example.edu: set it to an http or https address");
  }

  @Test
  void anAddressIsReadAndWrittenAlike() {
    for (String text : List.of("pod-0.query:8080", "10.0.0.7:80", "[fd00::1]:8080")) {
      assertThat(Address.parse(text)).map(Address::toString).contains(text);
    }
  }

  @Test
  void neverPrintsATokenOrAnAuthorization() {
    Settings settings = Settings.of(Map.of("QUERY_TOKENS", "hidden"));
    assertThat(QuerySettings.from(settings, IDS).toString()).doesNotContain("hidden");
  }

  private static List<String> problems(Map<String, String> environment) {
    Settings settings = Settings.of(environment);
    QuerySettings.from(settings, IDS);
    return settings.problems().stream().map(Object::toString).toList();
  }
}
