package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PayloadFormatTest {

  @Test
  void isFoundByItsLabel() {
    assertThat(PayloadFormat.ofLabel("canvas")).isEqualTo(PayloadFormat.CANVAS);
    assertThat(PayloadFormat.ofLabel("caliper")).isEqualTo(PayloadFormat.CALIPER);
  }

  @Test
  void refusesOtherLabels() {
    assertThatThrownBy(() -> PayloadFormat.ofLabel("Canvas"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
