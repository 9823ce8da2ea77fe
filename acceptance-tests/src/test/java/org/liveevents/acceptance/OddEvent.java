package org.liveevents.acceptance;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Something no sane sender sends, that is an event nevertheless. */
record OddEvent(String what, String text) {

  private static final int MIB = 1024 * 1024;
  private static final int NEARLY = 900_000;
  private static final String READ = "{\"asset_type\":\"assignment\",\"asset_id\":\"3\"";

  /** The course that all of them happen in. */
  static final String COURSE = "1042~77";

  @Override
  public String toString() {
    return what;
  }

  static List<OddEvent> all() {
    return List.of(
        grade("an endless exponent", "1e99999999999"),
        grade("a billion digits", "1e999999999"),
        grade("ten million digits", "1e9999999"),
        grade("nearly nothing", "1e-999999999"),
        odd("a long student id", "grade_change", graded(letters(400_000), "1")),
        odd(
            "a long grader",
            "grade_change",
            graded("5", "1,\"grader_id\":\"" + letters(NEARLY) + '"')),
        odd("a long event name", letters(NEARLY), "{}"),
        odd(
            "a long name",
            "course_updated",
            "{\"course_id\":\"77\",\"name\":\"" + letters(NEARLY) + "\"}"),
        odd(
            "a long state",
            "course_updated",
            "{\"course_id\":\"77\",\"workflow_state\":\"" + letters(NEARLY) + "\"}"),
        longHostname(),
        oneMebibyte(),
        at("in the year 1", Instant.parse("0001-01-01T00:00:00Z")),
        at("in the year 9999", Instant.parse("9999-12-31T23:59:59Z")));
  }

  private static OddEvent grade(String what, String score) {
    return odd(what, "grade_change", graded("4", score));
  }

  private static String graded(String student, String score) {
    return "{\"assignment_id\":\"3\",\"student_id\":\"%s\",\"score\":%s}".formatted(student, score);
  }

  private static OddEvent odd(String what, String name, String body) {
    return new OddEvent(what, event(name, Instant.now(), "aurora.example.edu", body));
  }

  private static OddEvent longHostname() {
    return new OddEvent(
        "a long host name", event("asset_accessed", Instant.now(), letters(NEARLY), READ + "}"));
  }

  private static OddEvent oneMebibyte() {
    String small =
        event("asset_accessed", Instant.now(), "aurora.example.edu", READ + ",\"x\":\"\"}");
    String body = READ + ",\"x\":\"" + letters(MIB - small.length()) + "\"}";
    return new OddEvent(
        "1 MiB", event("asset_accessed", Instant.now(), "aurora.example.edu", body));
  }

  private static OddEvent at(String what, Instant time) {
    return new OddEvent(what, event("asset_accessed", time, "aurora.example.edu", READ + "}"));
  }

  private static String event(String name, Instant time, String host, String body) {
    return """
        {"metadata":{"event_name":"%s","event_time":"%s","hostname":"%s",\
        "context_type":"Course","context_id":"10420000000000077"},"body":%s}"""
        .formatted(name, Events.millis(time), host, body);
  }

  /** Letters at random: a broker judges the size of what compression leaves. */
  static String letters(int count) {
    return new Random(count)
        .ints(count, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
