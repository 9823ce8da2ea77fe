package org.liveevents.streams.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PersonsTest {

  private static final String SOUNDS_LIKE_ONE =
      ".*(user|student|grader|author|teacher|observer|person|owner|actor|assignee).*";

  /** Whoever adds a field of that sort must tell those who forget. */
  @Test
  void everyFieldThatNamesAPersonIsKnownToThoseWhoForget() {
    // When
    Set<String> unknown = new TreeSet<>();
    for (View view : Views.all()) {
      view.shownFields().stream()
          .filter(field -> field.matches(SOUNDS_LIKE_ONE) && !Persons.areNamedBy(field))
          .forEach(unknown::add);
    }

    // Then
    assertThat(unknown).containsExactly("test_student"); // a truth value
  }
}
