package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private final Freshness known =
      Freshness.active(OptionalLong.of(40), OptionalLong.of(45), /* eventTime= */ null);

  @Test
  void saysHowFarWhatWasReadHasComeAndHowFarItIsBehind() {
    assertThat(known.offset()).isEqualTo(39);
    assertThat(known.lag()).isEqualTo(5);
  }

  @Test
  void ofWhatHasComeFurtherOrLessFarTheOffsetAndTheLagAreItsOwn() {
    assertThat(known.upTo(38).offset()).isEqualTo(37);
    assertThat(known.upTo(38).lag()).isEqualTo(7);
    assertThat(known.upTo(44).lag()).isEqualTo(1);
    assertThat(known.upTo(50).lag()).isZero();
    assertThat(known.upTo(0).offset()).isNull();
  }

  @Test
  void whereTheEndIsNotKnownTheLagIsNot() {
    Freshness unknown = Freshness.active(OptionalLong.of(40), OptionalLong.empty(), null);

    assertThat(unknown.upTo(38).lag()).isNull();
    assertThat(unknown.upTo(38).offset()).isEqualTo(37);
  }
}
