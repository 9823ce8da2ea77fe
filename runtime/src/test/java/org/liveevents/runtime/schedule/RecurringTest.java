package org.liveevents.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTest {

  private static final Duration PAUSE = Duration.ofMillis(1);

  @Test
  void goesOnAfterAnExceptionAndAfterAnError() throws Exception {
    // Given
    CountDownLatch times = new CountDownLatch(4);

    // When
    Recurring recurring =
        Recurring.start(
            "faulty",
            PAUSE,
            () -> {
              times.countDown();
              if (times.getCount() % 2 == 0) {
                throw new IllegalStateException("on purpose");
              }
              throw new StackOverflowError("on purpose");
            });

    // Then
    assertThat(times.await(1, TimeUnit.MINUTES)).isTrue();
    recurring.close();
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    Recurring recurring =
        Recurring.start(
            "closed",
            PAUSE,
            () -> {
              times.incrementAndGet();
              begun.countDown();
            });
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

    // When
    boolean over = recurring.close(Duration.ofMinutes(1));

    // Then
    assertThat(over).isTrue();
    int then = times.get();
    assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(times).hasValue(then);
  }
}
