package org.liveevents.streams.query.access;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class AuditLogTest {

  @Test
  void whereNothingIsWrittenDownNoNoteIsMade() {
    assertThatCode(
            () ->
                AuditLog.none()
                    .note(
                        () -> {
                          throw new AssertionError("a note that nobody reads");
                        }))
        .doesNotThrowAnyException();
  }
}
