package org.liveevents.tools.size;

import java.util.Locale;

/** Bytes as a person reads them. */
final class Bytes {

  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final int STEP = 1024;
  private static final int DECIMALS_BELOW = 10;

  private Bytes() {}

  static String text(double bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    String format = amount < DECIMALS_BELOW ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, amount, UNITS[unit]);
  }
}
