package org.liveevents.streams.course;

import static org.liveevents.streams.course.CaliperPaths.OBJECT;
import static org.liveevents.streams.course.Source.always;
import static org.liveevents.streams.course.Source.eventTime;
import static org.liveevents.streams.course.Source.flag;
import static org.liveevents.streams.course.Source.id;
import static org.liveevents.streams.course.Source.number;
import static org.liveevents.streams.course.Source.text;
import static org.liveevents.streams.course.Source.user;
import static org.liveevents.streams.course.Source.word;

/** Courses, their modules and their discussions: what there is to read and to say. */
final class ContentViews {

  private static final String X = OBJECT + CaliperPaths.EXTENSIONS;

  private ContentViews() {}

  /**
   * The courses: known as soon as any event belongs to one. A deleted course stays to be asked for,
   * in that state. The feed holds no course code; where an institution has one, it is the SIS id.
   */
  static View course() {
    return View.named("course")
        .rule(
            Rule.canvas("course_created", "course_updated")
                .set("name", text("body/name"))
                .set("state", word("body/workflow_state"))
                .set("account", id("body/account_id")))
        .rule(Rule.caliper("course_created").set("name", text(OBJECT + "/name")))
        .rule(
            Rule.caliper("course_updated")
                .set("name", text(OBJECT + "/name"))
                .set("state", word(X + "workflow_state")))
        .rule(
            Rule.canvas("course_progress", "course_completed")
                .when(text("body/course/name").isThere())
                .set("name", text("body/course/name")))
        .rule(Rule.canvas("syllabus_updated").set("syllabus_changed_at", eventTime()))
        .rule(Rule.caliper("syllabus_updated").set("syllabus_changed_at", eventTime()))
        .field(AnyEvent.CODE)
        .field(AnyEvent.LAST_EVENT_TIME)
        .unstamped();
  }

  static View module() {
    return View.named("module", "module")
        .rule(
            Rule.canvas("module_created", "module_updated")
                .about(id("body/module_id"))
                .set("name", text("body/name"))
                .set("position", number("body/position"))
                .set("workflow_state", word("body/workflow_state")))
        .goneIfDeleted();
  }

  static View moduleItem() {
    return View.named("module-item", "module", "module_item")
        .rule(
            Rule.canvas("module_item_created", "module_item_updated")
                .about(id("body/module_id"), id("body/module_item_id"))
                .set("position", number("body/position"))
                .set("workflow_state", word("body/workflow_state")))
        .goneIfDeleted();
  }

  static View discussionTopic() {
    return View.named("discussion-topic", "topic")
        .rule(
            Rule.canvas("discussion_topic_created", "discussion_topic_updated")
                .about(id("body/discussion_topic_id"))
                .naming("topic", id("body/discussion_topic_id"))
                .set("title", text("body/title"))
                .set("is_announcement", flag("body/is_announcement"))
                .set("assignment", id("body/assignment_id"))
                .set("lock_at", word("body/lock_at"))
                .set("workflow_state", word("body/workflow_state")))
        .rule(
            Rule.caliper("discussion_topic_created")
                .about(id(OBJECT))
                .naming("topic", id(OBJECT))
                .set("title", text(OBJECT + "/name"))
                .set("is_announcement", flag(X + "is_announcement")))
        .goneIfDeleted();
  }

  /**
   * Posts, each once: {@code discussion_entry_submitted} comes in addition to {@code
   * discussion_entry_created}. A deletion is final, whatever update comes with it.
   */
  static View discussionEntry() {
    return View.named("discussion-entry", "topic", "user", "entry")
        .rule(
            canvasEntry(
                    "discussion_entry_created",
                    "discussion_entry_updated",
                    "discussion_entry_submitted")
                .set("created_at", word("body/created_at"))
                .set("parent", id("body/parent_discussion_entry_id")))
        .rule(canvasEntry("discussion_entry_deleted").set("deleted", always(true)))
        .rule(
            Rule.caliper("discussion_entry_created")
                .about(id(OBJECT + "/isPartOf"), user(CaliperPaths.ACTOR), id(OBJECT))
                .of("topic", id(OBJECT + "/isPartOf"))
                .set("created_at", eventTime()))
        .hiding("deleted")
        .goneIf(facts -> facts.isTrue("deleted"));
  }

  private static Rule canvasEntry(String... names) {
    return Rule.canvas(names)
        .about(id("body/discussion_topic_id"), user("body/user_id"), id("body/discussion_entry_id"))
        .of("topic", id("body/discussion_topic_id"));
  }
}
