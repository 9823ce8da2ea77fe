package org.liveevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTest {

  @Test
  void isTheBytesThemselves() {
    byte[] bytes = "gr\u00f6\u00dfer".getBytes(UTF_8);

    assertThat(Payload.of(bytes).bytes()).isSameAs(bytes);
    assertThat(Payload.of(bytes).size()).isEqualTo(8);
    assertThat(Payload.of(bytes).text()).isEqualTo("gr\u00f6\u00dfer");
  }

  @Test
  void isEqualByContent() {
    assertThat(Payload.of("one")).isEqualTo(Payload.of("one")).hasSameHashCodeAs(Payload.of("one"));
    assertThat(Payload.of("one")).isNotEqualTo(Payload.of("two")).isNotEqualTo("one");
    assertThat(Payload.of("one").hashCode()).isNotEqualTo(Payload.of("two").hashCode());
  }

  @Test
  void tellsItsSizeAlone() {
    assertThat(Payload.of("a name")).hasToString("6 bytes");
  }
}
