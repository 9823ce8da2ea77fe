package org.liveevents.streams.course;

import static org.liveevents.streams.course.CaliperPaths.OBJECT;
import static org.liveevents.streams.course.Source.eventTime;
import static org.liveevents.streams.course.Source.flag;
import static org.liveevents.streams.course.Source.id;
import static org.liveevents.streams.course.Source.number;
import static org.liveevents.streams.course.Source.text;
import static org.liveevents.streams.course.Source.user;
import static org.liveevents.streams.course.Source.word;

/** Assignments, quizzes and what was handed in: what there is to do. */
final class WorkViews {

  private static final String X = OBJECT + CaliperPaths.EXTENSIONS;

  private WorkViews() {}

  /** One student's submission; a later attempt replaces the one before. */
  static View submission() {
    Rule created =
        caliperSubmission("submission_created").set("submitted_at", word(OBJECT + "/dateCreated"));
    Rule updated =
        caliperSubmission("submission_updated").set("updated_at", word(OBJECT + "/dateModified"));
    return View.named("submission", "assignment", "student")
        .rule(
            Rule.canvas("submission_created", "submission_updated", "plagiarism_resubmit")
                .about(id("body/assignment_id"), user("body/user_id"))
                .of("assignment", id("body/assignment_id"))
                .set("submission", id("body/submission_id"))
                .set("attempt", number("body/attempt"))
                .set("submission_type", word("body/submission_type"))
                .set("submitted_at", word("body/submitted_at"))
                .set("late", flag("body/late"))
                .set("missing", flag("body/missing"))
                .set("workflow_state", word("body/workflow_state"))
                .set("group", id("body/group_id"))
                .set("grade", word("body/grade"))
                .set("score", number("body/score"))
                .set("graded_at", word("body/graded_at"))
                .set("posted_at", word("body/posted_at"))
                .set("updated_at", word("body/updated_at")))
        .rule(created)
        .rule(updated)
        .rule(
            Rule.canvas("submission_custom_grade_status")
                .about(id("body/assignment_id"), user("body/user_id"))
                .of("assignment", id("body/assignment_id"))
                .set("custom_status", word("body/submission_status"))
                .set("custom_status_id", id("body/submission_status_id")))
        .goneIfDeleted();
  }

  private static Rule caliperSubmission(String name) {
    return Rule.caliper(name)
        .about(id(OBJECT + "/assignable"), user(OBJECT + "/assignee"))
        .of("assignment", id(OBJECT + "/assignable"))
        .set("submission", id(OBJECT))
        .set("attempt", number(OBJECT + "/count"))
        .set("submission_type", word(X + "submission_type"));
  }

  static View assignment() {
    Rule created = caliperAssignment("assignment_created");
    Rule updated =
        caliperAssignment("assignment_updated").set("workflow_state", word(X + "workflow_state"));
    return View.named("assignment", "assignment")
        .rule(
            Rule.canvas("assignment_created", "assignment_updated")
                .about(id("body/assignment_id"))
                .naming("assignment", id("body/assignment_id"))
                .set("title", text("body/title"))
                .set("points_possible", number("body/points_possible"))
                .set("due_at", word("body/due_at"))
                .set("unlock_at", word("body/unlock_at"))
                .set("lock_at", word("body/lock_at"))
                .set("assignment_group", id("body/assignment_group_id"))
                .set("submission_types", word("body/submission_types"))
                .set("workflow_state", word("body/workflow_state"))
                .set("updated_at", word("body/updated_at")))
        .rule(created)
        .rule(updated)
        .goneIfDeleted();
  }

  private static Rule caliperAssignment(String name) {
    return Rule.caliper(name)
        .about(id(OBJECT))
        .naming("assignment", id(OBJECT))
        .set("title", text(OBJECT + "/name"))
        .set("points_possible", number(OBJECT + "/maxScore"))
        .set("due_at", word(OBJECT + "/dateToSubmit"))
        .set("unlock_at", word(OBJECT + "/dateToShow"))
        .set("lock_at", word(X + "lock_at"));
  }

  static View assignmentGroup() {
    return View.named("assignment-group", "assignment_group")
        .rule(
            Rule.canvas("assignment_group_created", "assignment_group_updated")
                .about(id("body/assignment_group_id"))
                .set("name", text("body/name"))
                .set("position", number("body/position"))
                .set("group_weight", number("body/group_weight"))
                .set("workflow_state", word("body/workflow_state")))
        .goneIfDeleted();
  }

  static View assignmentOverride() {
    String[] names = {"assignment_override_created", "assignment_override_updated"};
    return View.named("assignment-override", "assignment", "override")
        .rule(
            Rule.canvas(names)
                .about(id("body/assignment_id"), id("body/assignment_override_id"))
                .of("assignment", id("body/assignment_id"))
                .set("type", word("body/type"))
                .set("section", id("body/course_section_id"))
                .set("group", id("body/group_id"))
                .set("due_at", word("body/due_at"))
                .set("all_day", flag("body/all_day"))
                .set("all_day_date", word("body/all_day_date"))
                .set("unlock_at", word("body/unlock_at"))
                .set("lock_at", word("body/lock_at"))
                .set("workflow_state", word("body/workflow_state")))
        .rule(
            Rule.caliper(names)
                .about(id(X + "assignment_id"), id(OBJECT))
                .of("assignment", id(X + "assignment_id"))
                .set("type", word(X + "type"))
                .set("due_at", word(OBJECT + "/dateToSubmit"))
                .set("all_day", flag(X + "all_day"))
                .set("all_day_date", word(X + "all_day_date"))
                .set("unlock_at", word(OBJECT + "/dateToShow"))
                .set("lock_at", word(X + "lock_at"))
                .set("workflow_state", word(X + "workflow_state")))
        .goneIfDeleted();
  }

  static View quiz() {
    String[] names = {"quiz_created", "quiz_updated"};
    return View.named("quiz", "quiz")
        .rule(
            Rule.canvas(names)
                .about(id("body/quiz_id"))
                .naming("quiz", id("body/quiz_id"))
                .set("title", text("body/title"))
                .set("quiz_type", word("body/quiz_type"))
                .set("points_possible", number("body/points_possible"))
                .set("due_at", word("body/due_at"))
                .set("assignment", id("body/assignment_id"))
                .set("workflow_state", word("body/workflow_state")))
        .rule(
            Rule.caliper(names)
                .about(id(OBJECT))
                .naming("quiz", id(OBJECT))
                .set("title", text(OBJECT + "/name"))
                .set("quiz_type", word(X + "quiz_type"))
                .set("points_possible", number(OBJECT + "/maxScore"))
                .set("due_at", word(OBJECT + "/dateToSubmit"))
                .set("workflow_state", word(X + "workflow_state")))
        .goneIfDeleted();
  }

  /** Who handed a classic quiz in, and when last. */
  static View quizSubmission() {
    return View.named("quiz-submission", "quiz", "student")
        .rule(
            Rule.canvas("quiz_submitted")
                .about(id("body/quiz_id"), user("metadata/user_id"))
                .of("quiz", id("body/quiz_id"))
                .set("quiz_submission", id("body/submission_id"))
                .set("submitted_at", eventTime()))
        .rule(
            Rule.caliper("quiz_submitted")
                .about(id(OBJECT + "/assignable"), user(OBJECT + "/assignee"))
                .of("quiz", id(OBJECT + "/assignable"))
                .set("quiz_submission", id(OBJECT))
                .set("submitted_at", eventTime()));
  }
}
