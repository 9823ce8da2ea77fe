package org.liveevents.tools.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** This machine's clock against that of whoever answers with the date. */
final class ClockCheck implements Check {

  private static final Duration NOTICEABLE = Duration.ofSeconds(5);
  private static final Duration HARMFUL = Duration.ofMinutes(1);

  private final List<URI> others;
  private final Web web;
  private final InstantSource clock;

  ClockCheck(List<URI> others, Web web, InstantSource clock) {
    this.others = List.copyOf(others);
    this.web = web;
    this.clock = clock;
  }

  @Override
  public String what() {
    return "clock";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    for (URI other : others) {
      Instant before = clock.instant();
      Optional<Instant> date = date(other);
      if (date.isPresent()) {
        return List.of(judge(distance(before, clock.instant(), date.get()), other));
      }
    }
    return List.of(
        Finding.yellow(what(), "nobody was there to compare it with", "see that NTP is at work"));
  }

  private Optional<Instant> date(URI other) throws InterruptedException {
    try {
      HttpResponse<String> answer = web.get(other);
      return answer
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (IOException | DateTimeParseException e) { // another one may answer
      return Optional.empty();
    }
  }

  /** How far apart the clocks are at least; a date has whole seconds, and came in between. */
  private static Duration distance(Instant before, Instant after, Instant date) {
    if (date.isAfter(after)) {
      return Duration.between(after, date);
    }
    Instant latest = date.plusSeconds(1);
    return latest.isBefore(before) ? Duration.between(latest, before) : Duration.ZERO;
  }

  private Finding judge(Duration apart, URI other) {
    String how = apart.toSeconds() + " s away from that of " + other.getHost();
    String remedy = "set it by NTP: arrival times are read from it";
    if (apart.compareTo(HARMFUL) > 0) {
      return Finding.red(what(), how, remedy);
    }
    return apart.compareTo(NOTICEABLE) > 0
        ? Finding.yellow(what(), how, remedy)
        : Finding.green(what(), "agrees with that of " + other.getHost());
  }
}
