package org.liveevents.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EscapedTest {

  @Test
  void textStaysReadable() {
    assertThat(Escaped.text("{\"name\":\"Zoë 李 🎓\"}".getBytes(UTF_8)))
        .isEqualTo("{\"name\":\"Zoë 李 🎓\"}");
  }

  @Test
  void whatATerminalObeysIsEscaped() {
    assertThat(Escaped.text("a\u001b[2Jb\n\t\\\u009b\u202e\u2028".getBytes(UTF_8)))
        .isEqualTo("a\\u{1B}[2Jb\\n\\t\\\\\\u{9B}\\u{202E}\\u{2028}");
  }

  @Test
  void bytesThatAreNoTextAreTold() {
    assertThat(
            Escaped.text(new byte[] {'a', (byte) 0xFF, (byte) 0xC3, 'b', (byte) 0xE2, (byte) 0x82}))
        .isEqualTo("a\\xFF\\xC3b\\xE2\\x82");
  }

  @Test
  void noBytesMakeATerminalDoAnything() {
    long seed = Long.getLong("seed", System.nanoTime());
    byte[] noise = new byte[100_000];
    new Random(seed).nextBytes(noise);
    assertThat(Escaped.text(noise).codePoints().filter(Character::isISOControl).count())
        .as("seed %d", seed)
        .isZero();
  }
}
