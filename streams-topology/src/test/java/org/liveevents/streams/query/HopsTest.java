package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.query.access.Caller;
import org.liveevents.streams.query.access.Reach;

class HopsTest {

  private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
  private static final String TARGET = "/v1/courses/2107~565?stale=true";
  private static final Optional<String> CALLER = Optional.of("Bearer theirs");

  private static final Caller WHO = new Caller("advisor-7", Reach.of(Set.of("2107~565"), Set.of()));

  private Instant now = NOON;
  private final Hops hops = hops("new", "old");

  @Test
  void theCallersAuthorizationStaysBehindASignatureThatTellsWhoItIs() {
    Map<String, String> headers = hops.headers(TARGET, CALLER, WHO);

    assertThat(headers).containsOnlyKeys(Hops.HEADER, Hops.CALLER);
    assertThat(told(hops, headers, TARGET)).contains(WHO);
    Caller unlimited = new Caller("token:1", Reach.EVERYTHING);
    assertThat(told(hops, hops.headers(TARGET, CALLER, unlimited), TARGET)).contains(unlimited);
    assertThat(hops.areSigned()).isTrue();
  }

  @Test
  void nobodyTakesAnothersPlace() {
    // Given
    Map<String, String> mine = hops.headers(TARGET, CALLER, WHO);
    Map<String, String> others =
        hops.headers(TARGET, CALLER, new Caller("other", Reach.EVERYTHING));

    // Then
    assertThat(hops.caller(mine.get(Hops.HEADER), others.get(Hops.CALLER), TARGET)).isEmpty();
    assertThat(hops.caller(mine.get(Hops.HEADER), null, TARGET)).isEmpty();
    assertThat(hops.caller(null, mine.get(Hops.CALLER), TARGET)).isEmpty();
  }

  @Test
  void withoutASecretTheCallersAuthorizationTravelsAlong() {
    Map<String, String> headers = hops().headers(TARGET, CALLER, WHO);

    assertThat(headers).containsEntry("Authorization", "Bearer theirs");
    assertThat(told(hops(), headers, TARGET)).isEmpty();
    assertThat(told(hops(), hops.headers(TARGET, CALLER, WHO), TARGET)).isEmpty();
  }

  @Test
  void aSignatureHoldsForItsTargetAlone() {
    Map<String, String> headers = hops.headers(TARGET, CALLER, WHO);

    assertThat(told(hops, headers, TARGET)).isPresent();
    assertThat(told(hops, headers, "/v1/courses/2107~566?stale=true")).isEmpty();
  }

  @Test
  void aSignatureIsNotForKeeps() {
    Map<String, String> headers = hops.headers(TARGET, CALLER, WHO);

    now = NOON.plus(Duration.ofSeconds(60));
    assertThat(told(hops, headers, TARGET)).isPresent();
    now = NOON.plus(Duration.ofSeconds(61));
    assertThat(told(hops, headers, TARGET)).isEmpty();
    now = NOON.minus(Duration.ofSeconds(61));
    assertThat(told(hops, headers, TARGET)).isEmpty();
  }

  @Test
  void anOlderSecretIsAcceptedDuringAChange() {
    assertThat(told(hops, hops("old").headers(TARGET, CALLER, WHO), TARGET)).isPresent();
    assertThat(told(hops, hops("other").headers(TARGET, CALLER, WHO), TARGET)).isEmpty();
  }

  @Test
  void whateverElseStandsThereIsNoSignature() {
    Map<String, String> headers = hops.headers(TARGET, CALLER, WHO);
    String good = headers.get(Hops.HEADER);
    String seconds = good.substring(0, good.indexOf('.'));
    for (String bad :
        List.of(
            "",
            "1",
            ".",
            seconds,
            seconds + ".",
            "." + good,
            "-" + good,
            "9".repeat(30) + ".x",
            good + "x",
            good.toUpperCase(java.util.Locale.ROOT))) {
      assertThat(hops.caller(bad, headers.get(Hops.CALLER), TARGET)).as(bad).isEmpty();
    }
  }

  private static Optional<Caller> told(Hops hops, Map<String, String> headers, String target) {
    return hops.caller(headers.get(Hops.HEADER), headers.get(Hops.CALLER), target);
  }

  private Hops hops(String... secrets) {
    return new Hops(List.of(secrets).stream().map(Secret::new).toList(), () -> now);
  }
}
