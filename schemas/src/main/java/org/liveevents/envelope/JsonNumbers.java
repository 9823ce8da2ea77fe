package org.liveevents.envelope;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers by value: 565, 565.0 and 5.65e2 are one. */
final class JsonNumbers {

  /**
   * Longer numbers are written with an exponent: a few characters may stand for a billion zeros.
   */
  private static final int MOST_PLAIN_DIGITS = 64;

  private JsonNumbers() {}

  /** The value without trailing zeros, or empty if its exponent does not fit 32 bits. */
  static Optional<BigDecimal> value(String spelling) {
    try {
      return Optional.of(new BigDecimal(spelling).stripTrailingZeros());
    } catch (NumberFormatException | ArithmeticException e) { // both mean the exponent
      return Optional.empty();
    }
  }

  /**
   * One text per value, so that events of equal value have equal names, ids and scopes; digits
   * alone for any number that can be an id.
   */
  static String text(String spelling) {
    return value(spelling).map(JsonNumbers::text).orElse(spelling);
  }

  private static String text(BigDecimal stripped) {
    boolean plain =
        stripped.scale() <= 0
            && (long) stripped.precision() - stripped.scale() <= MOST_PLAIN_DIGITS;
    return plain ? stripped.toPlainString() : stripped.toString();
  }
}
