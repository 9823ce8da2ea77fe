package org.liveevents.tools.rejected;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record lies in the rejected topic, written {@code partition:offset}. */
record Place(int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6}):(\\d{1,18})");

  /** The place that is written so; empty if the text is none. */
  static Optional<Place> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
