package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

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
    assertThat(query.auth()).isEqualTo(QuerySettings.Auth.TOKEN);
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
                "QUERY_TOKENS", "one,two",
                "QUERY_HOP_SECRETS", "hop",
                "QUERY_ADVERTISED", "127.0.0.1:8081"));
    QuerySettings query = QuerySettings.from(settings, IDS);

    // Then
    assertThat(settings.problems()).isEmpty();
    assertThat(query.port()).isEqualTo(8081);
    assertThat(query.auth()).isEqualTo(QuerySettings.Auth.NONE);
    assertThat(query.tokens()).isEqualTo(List.of(new Secret("one"), new Secret("two")));
    assertThat(query.hopSecrets()).containsExactly(new Secret("hop"));
    assertThat(query.advertised()).contains(new Address("127.0.0.1", 8081));
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
