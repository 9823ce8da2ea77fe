package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The Canvas name of a Caliper event, by type, action and kind of object. */
final class CaliperName {

  private CaliperName() {}

  static @Nullable String of(JsonNode root, String type, String action) {
    return switch (type + " " + action) {
      case "NavigationEvent NavigatedTo" -> "asset_accessed";
      case "SessionEvent LoggedIn" -> "logged_in";
      case "SessionEvent LoggedOut" -> "logged_out";
      case "GradeEvent Graded" -> "grade_change";
      case "AssessmentEvent Submitted" -> "quiz_submitted";
      case "AssignableEvent Submitted" -> "submission_created";
      case "MessageEvent Posted" -> "discussion_entry_created";
      case "ThreadEvent Created" -> "discussion_topic_created";
      default -> type.equals("Event") ? generic(root, action) : null;
    };
  }

  private static @Nullable String generic(JsonNode root, String action) {
    Urn object = Urn.at(root, "data/0/object");
    String kind = object == null ? "" : object.kind();
    if (kind.equals("course") && "Document".equals(Tree.text(root, "data/0/object/type"))) {
      return action.equals("Modified") ? "syllabus_updated" : null;
    }
    String stem = stem(root, kind);
    if (stem == null) {
      return null;
    }
    return switch (action) {
      case "Created" -> stem + "_created";
      case "Modified" -> stem + "_updated";
      case "Deleted" -> stem + "_deleted";
      default -> null;
    };
  }

  private static @Nullable String stem(JsonNode root, String kind) {
    return switch (kind) {
      case "assignment",
          "assignment_override",
          "attachment",
          "course",
          "group",
          "quiz",
          "submission" ->
          kind;
      case "quizzes:quiz" -> "quiz";
      case "groupCategory" -> "group_category";
      case "groupMembership" -> "group_membership";
      case "wikiPage" -> "wiki_page";
      case "account" -> "user_account_association";
      case "enrollment" ->
          Tree.text(root, "data/0/object/extensions/com.instructure.canvas/state") == null
              ? "enrollment"
              : "enrollment_state";
      default -> null;
    };
  }
}
