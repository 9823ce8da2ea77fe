package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liveevents.runtime.config.Secret;

class HopsTest {

  private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
  private static final String TARGET = "/v1/courses/2107~565?stale=true";
  private static final Optional<String> CALLER = Optional.of("Bearer theirs");

  private Instant now = NOON;
  private final Hops hops = hops("new", "old");

  @Test
  void theCallersAuthorizationStaysBehindASignature() {
    assertThat(hops.headers(TARGET, CALLER)).containsOnlyKeys(Hops.HEADER);
    assertThat(hops.areSigned()).isTrue();
  }

  @Test
  void withoutASecretTheCallersAuthorizationTravelsAlong() {
    assertThat(hops().headers(TARGET, CALLER)).containsEntry("Authorization", "Bearer theirs");
    assertThat(hops().isSigned("1", TARGET)).isFalse();
    assertThat(hops().isSigned(hops.headers(TARGET, CALLER).get(Hops.HEADER), TARGET)).isFalse();
  }

  @Test
  void aSignatureHoldsForItsTargetAlone() {
    String header = hops.headers(TARGET, CALLER).get(Hops.HEADER);

    assertThat(hops.isSigned(header, TARGET)).isTrue();
    assertThat(hops.isSigned(header, "/v1/courses/2107~566?stale=true")).isFalse();
  }

  @Test
  void aSignatureIsNotForKeeps() {
    String header = hops.headers(TARGET, CALLER).get(Hops.HEADER);

    now = NOON.plus(Duration.ofSeconds(60));
    assertThat(hops.isSigned(header, TARGET)).isTrue();
    now = NOON.plus(Duration.ofSeconds(61));
    assertThat(hops.isSigned(header, TARGET)).isFalse();
    now = NOON.minus(Duration.ofSeconds(61));
    assertThat(hops.isSigned(header, TARGET)).isFalse();
  }

  @Test
  void anOlderSecretIsAcceptedDuringAChange() {
    assertThat(hops.isSigned(hops("old").headers(TARGET, CALLER).get(Hops.HEADER), TARGET))
        .isTrue();
    assertThat(hops.isSigned(hops("other").headers(TARGET, CALLER).get(Hops.HEADER), TARGET))
        .isFalse();
  }

  @Test
  void whateverElseStandsThereIsNoSignature() {
    String good = hops.headers(TARGET, CALLER).get(Hops.HEADER);
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
      assertThat(hops.isSigned(bad, TARGET)).as(bad).isFalse();
    }
  }

  private Hops hops(String... secrets) {
    return new Hops(List.of(secrets).stream().map(Secret::new).toList(), () -> now);
  }
}
