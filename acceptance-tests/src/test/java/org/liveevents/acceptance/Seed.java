package org.liveevents.acceptance;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Where a test's chance comes from: told at its start and in its failures, repeated by -Dseed. */
final class Seed
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

  private final long seed;

  private Seed(long seed) {
    this.seed = seed;
  }

  /** A new one, unless one is given. */
  static Seed of(String test) {
    Seed seed = new Seed(Long.getLong("seed", System.nanoTime()));
    System.out.println(test + " with seed " + seed.seed);
    return seed;
  }

  Random random() {
    return new Random(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw told(failure);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) {
    throw told(failure);
  }

  private AssertionError told(Throwable failure) {
    return new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
  }
}
