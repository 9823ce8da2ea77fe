package org.liveevents.acceptance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Small events made on the spot. */
final class Events {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long SHARD = 10_420_000_000_000_000L;

  private Events() {}

  /** A time as Canvas writes it. */
  static String millis(Instant time) {
    return MILLIS.format(time);
  }

  /** A grade given in a course; the score makes it one of a kind. */
  static String grade(long course, long assignment, long student, int score, Instant time) {
    return """
        {"metadata":{"event_name":"grade_change","event_time":"%s","context_type":"Course",\
        "context_id":"%d","root_account_id":"%d"},\
        "body":{"assignment_id":"%d","student_id":"%d","user_id":"%d","submission_id":"%d",\
        "grade":"%d","score":%d,"points_possible":1000000,"grading_complete":true,"muted":false}}"""
        .formatted(
            millis(time),
            SHARD + course,
            SHARD + 1,
            SHARD + assignment,
            SHARD + student,
            SHARD + student,
            SHARD + 1000 + student,
            score,
            score);
  }

  /** How the query API writes an id of these events. */
  static String id(long local) {
    return SHARD / 10_000_000_000_000L + "~" + local;
  }

  /** A page read in a course; the serial number makes it one of a kind. */
  static String read(long course, int serial, Instant time) {
    return """
        {"metadata":{"event_name":"asset_accessed","event_time":"%s","request_id":"r%d",\
        "context_type":"Course","context_id":"%d","root_account_id":"%d"},\
        "body":{"asset_id":"%d","asset_type":"assignment"}}"""
        .formatted(millis(time), serial, SHARD + course, SHARD + 1, SHARD + serial);
  }

  /** A grade given by the student's own quiz. */
  static String grade(long course, long assignment, long student, String score, Instant time) {
    return """
        {"metadata":{"event_name":"grade_change","event_time":"%s","user_id":"%d",\
        "context_type":"Course","context_id":"%d","root_account_id":"%d"},\
        "body":{"assignment_id":"%d","student_id":"%d","user_id":"%d","submission_id":"%d",\
        "grade":"%s","score":%s,"points_possible":10}}"""
        .formatted(
            millis(time),
            SHARD + student,
            SHARD + course,
            SHARD + 1,
            SHARD + assignment,
            SHARD + student,
            SHARD + student,
            SHARD + 10_000 + student,
            score,
            score);
  }

  /** A student's enrolment. */
  static String enrolled(long course, long enrollment, long user, Instant time) {
    return """
        {"metadata":{"event_name":"enrollment_updated","event_time":"%s",\
        "context_type":"Course","context_id":"%d","root_account_id":"%d"},\
        "body":{"enrollment_id":"%d","course_id":"%d","user_id":"%d","course_section_id":"%d",\
        "type":"StudentEnrollment","workflow_state":"active"}}"""
        .formatted(
            millis(time),
            SHARD + course,
            SHARD + 1,
            SHARD + enrollment,
            SHARD + course,
            SHARD + user,
            SHARD + 77);
  }
}
