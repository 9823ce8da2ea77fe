package org.liveevents.acceptance;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liveevents.acceptance.PublishedExamples.Example;

/**
 * The examples Canvas published with a mistake in them, and what becomes of each: taken as it is,
 * unless it breaks its schema.
 */
final class PublishedDefects {

  private record Defect(String mistake, Fate fate) {}

  private static final Map<String, Defect> BY_NAME =
      Map.ofEntries(
          taken("account_created", "ids are numbers, and local: the root account tells the shard"),
          taken("account_notification_created", "a course's digits as context_id of an Account"),
          taken("account_updated", "ids are numbers, and local"),
          taken("assignment_created", "assignment_group_id has a digit too many"),
          taken("assignment_override_created", "ids are numbers"),
          taken("assignment_override_updated", "ids are numbers"),
          taken("assignment_updated", "a key is misspelt: assignment_id_duplicated__from"),
          taken("attachment_created", "user_id has two digits too few"),
          taken("conversation_forwarded", "updated_at has an offset"),
          taken("course_progress", "next_requirement_url has a slash too few"),
          taken("course_section_created", "stuck_sis_fields holds fragments of JSON"),
          taken("course_section_updated", "the context is a section: the body tells the course"),
          taken("course_updated", "event_time is no ISO-8601: a blank for the T, -0800"),
          taken("enrollment_created", "event_time ends with seconds; a student is associated"),
          taken("enrollment_state_created", "state_started_at is no ISO-8601"),
          taken("enrollment_state_updated", "state_started_at is no ISO-8601"),
          taken("enrollment_updated", "a student has an associated user"),
          refused("grade_override", "names itself grade_change, and names no assignment"),
          taken("learning_outcome_result_created", "event_time ends with seconds"),
          taken("learning_outcome_result_updated", "event_time ends with seconds"),
          taken("lti_resource_link_created", "body and metadata name different courses"),
          taken("lti_resource_link_updated", "body and metadata name different courses"),
          taken("outcome_calculation_method_updated", "updated_at has an offset"),
          taken("outcome_proficiency_updated", "updated_at has an offset"),
          taken("quiz_submitted", "body and metadata are of different shards"),
          taken("sis_batch_created", "the url held an access token"),
          taken("submission_created", "no context: the student is the scope"),
          taken("user_created", "a course's digits as context_id of an Account"),
          refused("user_updated", "updated_at lacks its first digit"));

  private PublishedDefects() {}

  /** The names of the events listed. */
  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** What becomes of an example, if it is one of these. */
  static Optional<Fate> fate(Example example) {
    return Optional.of(example)
        .filter(published -> published.file().startsWith("canvas/"))
        .map(published -> BY_NAME.get(published.publishedName()))
        .map(Defect::fate);
  }

  /** Against the schema of the event it names itself. */
  private static Map.Entry<String, Defect> refused(String name, String mistake) {
    return Map.entry(name, new Defect(mistake, Fate.rejected("schema_violation")));
  }

  /** Forwarded under its own name, mistake and all. */
  private static Map.Entry<String, Defect> taken(String name, String mistake) {
    return Map.entry(name, new Defect(mistake, Fate.forwarded(true, name)));
  }
}
