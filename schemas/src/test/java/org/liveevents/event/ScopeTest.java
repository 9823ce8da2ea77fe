package org.liveevents.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopeTest {

  private static final CanvasId ID = new CanvasId.Sharded(2107, 565);

  @Test
  void writesItsKindAndItsId() {
    assertThat(new Scope.Course(ID).key()).isEqualTo("course:2107~565");
    assertThat(new Scope.User(ID).key()).isEqualTo("user:2107~565");
    assertThat(new Scope.Account(ID).key()).isEqualTo("account:2107~565");
    assertThat(new Scope.None(new EventId(0, 1)).key())
        .isEqualTo("none:00000000000000000000000000000001");
  }

  @Test
  void keepsUnknownIdsAsTheyCame() {
    assertThat(new Scope.Course(new CanvasId.Opaque("BIO:101")).key()).isEqualTo("course:BIO:101");
  }

  @Test
  void theSameDigitsOfAnotherKindAreAnotherScope() {
    assertThat((Scope) new Scope.Course(ID)).isNotEqualTo(new Scope.Account(ID));
  }
}
