package org.liveevents.envelope;

import java.util.Map;
import java.util.Optional;

/**
 * The Canvas name of a Caliper event. Caliper does not carry it; type and action alone are
 * ambiguous (five events are {@code Event/Created/Entity}), so the kind of object in its urn
 * decides.
 */
final class CaliperNames {

  private static final Map<String, String> BY_TYPE_AND_ACTION =
      Map.of(
          "NavigationEvent/NavigatedTo", "asset_accessed",
          "SessionEvent/LoggedIn", "logged_in",
          "SessionEvent/LoggedOut", "logged_out",
          "GradeEvent/Graded", "grade_change",
          "AssessmentEvent/Submitted", "quiz_submitted",
          "AssignableEvent/Submitted", "submission_created",
          "MessageEvent/Posted", "discussion_entry_created",
          "ThreadEvent/Created", "discussion_topic_created");

  private static final Map<String, String> SUFFIX_BY_ACTION =
      Map.of("Created", "_created", "Modified", "_updated", "Deleted", "_deleted");

  private static final Map<String, String> STEM_BY_KIND =
      Map.ofEntries(
          Map.entry("assignment", "assignment"),
          Map.entry("assignment_override", "assignment_override"),
          Map.entry("attachment", "attachment"),
          Map.entry("course", "course"),
          Map.entry("enrollment", "enrollment"),
          Map.entry("group", "group"),
          Map.entry("groupCategory", "group_category"),
          Map.entry("groupMembership", "group_membership"),
          Map.entry("quiz", "quiz"),
          Map.entry("quizzes:quiz", "quiz"),
          Map.entry("submission", "submission"),
          Map.entry("wikiPage", "wiki_page"),
          Map.entry("account", "user_account_association"));

  private CaliperNames() {}

  /**
   * The name, if type, action and object give one.
   *
   * @param documentObject whether the object's type is Document, as a course's syllabus is
   * @param stateObject whether the object has a state of its own, as an enrollment's state has
   */
  static Optional<String> of(
      String type,
      String action,
      Optional<CanvasUrn> object,
      boolean documentObject,
      boolean stateObject) {
    if (!type.equals("Event")) {
      return Optional.ofNullable(BY_TYPE_AND_ACTION.get(type + "/" + action));
    }
    String kind = object.map(CanvasUrn::kind).orElse("");
    if (kind.equals("course") && documentObject) {
      return action.equals("Modified") ? Optional.of("syllabus_updated") : Optional.empty();
    }
    String suffix = SUFFIX_BY_ACTION.get(action);
    String stem = STEM_BY_KIND.get(kind);
    if (suffix == null || stem == null) {
      return Optional.empty();
    }
    boolean enrollmentState = kind.equals("enrollment") && stateObject;
    return Optional.of(stem + (enrollmentState ? "_state" : "") + suffix);
  }
}
