package org.liveevents.streams.course;

import static org.liveevents.streams.course.CaliperPaths.OBJECT;
import static org.liveevents.streams.course.Source.flag;
import static org.liveevents.streams.course.Source.id;
import static org.liveevents.streams.course.Source.number;
import static org.liveevents.streams.course.Source.text;
import static org.liveevents.streams.course.Source.user;
import static org.liveevents.streams.course.Source.word;

import java.util.List;

/** Enrolments, groups, and when somebody was last seen: who takes part. */
final class PeopleViews {

  private static final String X = OBJECT + CaliperPaths.EXTENSIONS;
  private static final String ENROLLMENT_ID = "body/enrollment_id";
  private static final String TEST_STUDENT = "StudentViewEnrollment";

  private PeopleViews() {}

  /**
   * Enrolments, of which one user may have several in one course. The enrolment and its state are
   * two groups of fields: the state's events name neither user nor, at times, course.
   */
  static View enrollment() {
    String[] own = {"enrollment_created", "enrollment_updated"};
    String[] state = {"enrollment_state_created", "enrollment_state_updated"};
    return View.named("enrollment", "enrollment")
        .rule(
            Rule.canvas(own)
                .about(id(ENROLLMENT_ID))
                .namingEachTime("enrollment", id(ENROLLMENT_ID))
                .set("user", user("body/user_id"))
                .set("type", word("body/type"))
                .set("section", id("body/course_section_id"))
                .set("workflow_state", word("body/workflow_state"))
                .set("limited_to_section", flag("body/limit_privileges_to_course_section"))
                .set("created_at", word("body/created_at"))
                .set("updated_at", word("body/updated_at"))
                .set("associated_user", user("body/associated_user_id")))
        .rule(
            Rule.caliper(own)
                .about(id(OBJECT))
                .namingEachTime("enrollment", id(OBJECT))
                .set("user", user(X + "user_id"))
                .set("type", word(X + "type"))
                .set("section", id(X + "course_section_id"))
                .set("workflow_state", word(X + "workflow_state"))
                .set("limited_to_section", flag(X + "limit_privileges_to_course_section"))
                .set("created_at", word(OBJECT + "/dateCreated"))
                .set("updated_at", word(OBJECT + "/dateModified")))
        .rule(
            Rule.canvas(state)
                .about(id(ENROLLMENT_ID))
                .of("enrollment", id(ENROLLMENT_ID))
                .set("state", word("body/state"))
                .set("state_started_at", word("body/state_started_at"))
                .set("state_is_current", flag("body/state_is_current"))
                .set("state_valid_until", word("body/state_valid_until"))
                .set("restricted_access", flag("body/restricted_access"))
                .set("access_is_current", flag("body/access_is_current")))
        .rule(
            Rule.caliper(state)
                .about(id(OBJECT))
                .of("enrollment", id(OBJECT))
                .set("state", word(X + "state"))
                .set("state_started_at", word(OBJECT + "/startedAtTime"))
                .set("state_is_current", flag(X + "state_is_current"))
                .set("state_valid_until", word(X + "state_valid_until"))
                .set("restricted_access", flag(X + "restricted_access"))
                .set("access_is_current", flag(X + "access_is_current")))
        .goneIf(PeopleViews::isDeleted)
        .deriving(
            List.of("test_student"),
            (facts, json) ->
                json.writeBooleanField("test_student", TEST_STUDENT.equals(facts.text("type"))));
  }

  /** The state is told apart from the enrolment, and decides only while nothing else is known. */
  private static boolean isDeleted(Facts facts) {
    String workflow = facts.text("workflow_state");
    return "deleted".equals(workflow == null ? facts.text("state") : workflow);
  }

  static View group() {
    return View.named("group", "group")
        .rule(
            Rule.canvas("group_created", "group_updated")
                .about(id("body/group_id"))
                .naming("group", id("body/group_id"))
                .set("name", text("body/group_name"))
                .set("category", id("body/group_category_id"))
                .set("category_name", text("body/group_category_name"))
                .set("workflow_state", word("body/workflow_state"))
                .set("max_membership", number("body/max_membership")))
        .rule(
            Rule.caliper("group_created")
                .about(id(OBJECT))
                .naming("group", id(OBJECT))
                .set("name", text(OBJECT + "/name"))
                .set("category", id(OBJECT + "/isPartOf"))
                .set("category_name", text(OBJECT + "/isPartOf/name")))
        .goneIfDeleted();
  }

  static View groupMember() {
    return View.named("group-member", "group", "user")
        .rule(
            Rule.canvas("group_membership_created", "group_membership_updated")
                .about(id("body/group_id"), user("body/user_id"))
                .of("group", id("body/group_id"))
                .set("membership", id("body/group_membership_id"))
                .set("workflow_state", word("body/workflow_state")))
        .rule(
            Rule.caliper("group_membership_created")
                .about(id(OBJECT + "/organization"), user(OBJECT + "/member"))
                .of("group", id(OBJECT + "/organization"))
                .set("membership", id(OBJECT)))
        .goneIfDeleted();
  }

  /** Who was seen when, to the minute; {@link AnyEvent} tells. */
  static View activity() {
    return View.named("user-activity", "user").field(AnyEvent.LAST_EVENT_TIME).unstamped();
  }
}
