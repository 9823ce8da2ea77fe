package org.liveevents.streams.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The mean of ratios, to four decimals. */
final class Mean {

  private static final int DECIMALS = 4;

  private BigDecimal sum = BigDecimal.ZERO;
  private long count;

  /** Adds part by whole, unless one is unknown or the whole isn't positive. */
  void add(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
    if (part != null && whole != null && whole.signum() > 0) {
      sum = sum.add(part.divide(whole, MathContext.DECIMAL64));
      count++;
    }
  }

  /** Null if nothing was added. */
  @Nullable BigDecimal value() {
    return count == 0
        ? null
        : sum.divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
  }
}
