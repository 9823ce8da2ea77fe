package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventNameTest {

  @Test
  void aRecognisedNameIsItsOwnLabel() {
    // Given
    EventName name = new EventName("quizzes-lti.grade_changed", true);

    // Then
    assertThat(name.label()).isEqualTo("quizzes-lti.grade_changed");
    assertThat(name.speakable()).isEqualTo("quizzes-lti.grade_changed");
    assertThat(name).hasToString("quizzes-lti.grade_changed");
  }

  @Test
  void anUnrecognisedNameIsNeverALabel() {
    // Given
    EventName name = new EventName("brand_new", false);

    // Then
    assertThat(name.label()).isEqualTo("unrecognized");
    assertThat(name.speakable()).isEqualTo("brand_new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a\nb",
        "a\u0000",
        "grade_change\n",
        "na\u00EFve",
        "../x",
        "{}",
        "\uD83D\uDC19"
      })
  void whatIsNotPlainIsNotSpoken(String text) {
    // Given
    EventName name = new EventName(text, false);

    // Then
    assertThat(name.speakable()).isEqualTo("unrecognized");
    assertThat(name).hasToString("unrecognized");
  }

  @Test
  void whatIsLongIsNotSpoken() {
    assertThat(new EventName("x".repeat(128), false).speakable()).hasSize(128);
    assertThat(new EventName("x".repeat(129), false).speakable()).isEqualTo("unrecognized");
    assertThat(new EventName("x".repeat(1_000_000), false).speakable()).isEqualTo("unrecognized");
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> new EventName("", false)).isInstanceOf(IllegalArgumentException.class);
  }
}
