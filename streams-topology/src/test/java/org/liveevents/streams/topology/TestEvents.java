package org.liveevents.streams.topology;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Small events for specs: as little of a Canvas event as a test needs. */
final class TestEvents {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private TestEvents() {}

  /** A page read in a course; the serial number makes it one of a kind. */
  static String read(long course, int serial, Instant time) {
    return """
        {"metadata":{"event_name":"asset_accessed","event_time":"%s","request_id":"r%d",\
        "context_type":"Course","context_id":"%d","root_account_id":"10420000000000001"},\
        "body":{"asset_id":"1042000000000%d","asset_type":"assignment"}}"""
        .formatted(MILLIS.format(time), serial, 10420000000000000L + course, 1000 + serial);
  }

  static String grade(long course, long assignment, long student, String score, Instant time) {
    return """
        {"metadata":{"event_name":"grade_change","event_time":"%s",\
        "context_type":"Course","context_id":"%d","root_account_id":"10420000000000001"},\
        "body":{"assignment_id":"%d","student_id":"%d","user_id":"%d","grade":"%s","score":%s,\
        "points_possible":10,"grading_complete":true,"muted":false,"submission_id":"10420000000009001"}}"""
        .formatted(
            MILLIS.format(time),
            10420000000000000L + course,
            10420000000000000L + assignment,
            10420000000000000L + student,
            10420000000000000L + student,
            score,
            score);
  }

  static String progress(long course, long student, int done, int of, Instant time) {
    return completion("course_progress", course, student, done, of, "null", time);
  }

  static String completed(long course, long student, int of, Instant time) {
    return completion(
        "course_completed", course, student, of, of, '"' + MILLIS.format(time) + '"', time);
  }

  private static String completion(
      String name, long course, long student, int done, int of, String completedAt, Instant time) {
    return """
        {"metadata":{"event_name":"%s","event_time":"%s","job_id":"1",\
        "root_account_id":"10420000000000001"},"body":{"course":{"id":"%d","name":"Tides"},\
        "user":{"id":"%d"},"progress":{"requirement_count":%d,"requirement_completed_count":%d,\
        "completed_at":%s}}}"""
        .formatted(name, MILLIS.format(time), course, student, of, done, completedAt);
  }
}
