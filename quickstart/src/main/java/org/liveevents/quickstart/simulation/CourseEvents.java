package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.quickstart.simulation.World.Assignment;
import org.liveevents.quickstart.simulation.World.Course;
import org.liveevents.quickstart.simulation.World.Person;

/** How Canvas words what happens to and around a course, in its own format. */
final class CourseEvents {

  private final Metadata metadata;
  private final RandomGenerator random;

  CourseEvents(RandomGenerator random) {
    this.metadata = new Metadata(random);
    this.random = random;
  }

  SimulatedEvent courseCreated(Course course, Instant time) {
    ObjectNode body =
        Json.object()
            .put("account_id", World.global(World.ACCOUNT))
            .put("course_id", World.global(course.id()))
            .put("created_at", Json.millis(time))
            .put("name", course.name())
            .put("updated_at", Json.millis(time))
            .put("uuid", Json.uuid(random).replace("-", ""))
            .put("workflow_state", "available");
    return of(
        course, metadata.request("course_created", time, course.teacher(), "/courses"), time, body);
  }

  SimulatedEvent enrollmentCreated(Course course, Person person, String type, Instant time) {
    ObjectNode body =
        Json.object()
            .put("course_id", World.global(course.id()))
            .put("course_section_id", World.global(course.id() + 5000))
            .put("created_at", Json.millis(time))
            .put("enrollment_id", World.global(course.id() * 1000 + person.id() % 1000))
            .put("limit_privileges_to_course_section", false)
            .put("type", type)
            .put("updated_at", Json.millis(time))
            .put("user_id", World.global(person.id()))
            .put("user_name", person.name())
            .put("workflow_state", "active");
    return of(course, teacherOn("enrollment_created", course, time, "/users"), time, body);
  }

  SimulatedEvent assignmentCreated(Course course, Assignment assignment, Instant time) {
    ObjectNode body =
        Json.object()
            .put("assignment_group_id", World.global(course.id() + 6000))
            .put("assignment_id", World.global(assignment.id()))
            .put("context_id", World.global(course.id()))
            .put("context_type", "Course")
            .put("context_uuid", "a1b2c3c4z9x8a1s2q5w6p9o8i7u6y5t6a2s3d4f5")
            .put("description", "<p>" + assignment.title() + "</p>")
            .put("points_possible", assignment.points())
            .put("submission_types", "online_text_entry")
            .put("title", assignment.title())
            .put("updated_at", Json.millis(time))
            .put("workflow_state", "published");
    return of(course, teacherOn("assignment_created", course, time, "/assignments"), time, body);
  }

  SimulatedEvent wikiPageUpdated(Course course, Instant time) {
    int page = 1 + random.nextInt(9);
    ObjectNode body =
        Json.object()
            .put("body", "<p>page " + page + ", revised</p>")
            .put("old_body", "<p>page " + page + "</p>")
            .put("title", "Page " + page)
            .put("wiki_page_id", World.global(course.id() * 10 + page));
    return of(course, teacherOn("wiki_page_updated", course, time, "/pages/" + page), time, body);
  }

  SimulatedEvent discussionEntryCreated(Course course, Person author, Instant time) {
    long topic = course.id() * 10 + random.nextInt(10);
    ObjectNode body =
        Json.object()
            .put("created_at", Json.millis(time))
            .put("discussion_entry_id", Long.toString(random.nextInt(1_000_000)))
            .put("discussion_topic_id", Long.toString(topic))
            .put("text", "<p>Quite so \u2014 \ud83d\ude00</p>")
            .put("user_id", Long.toString(author.id()));
    ObjectNode page =
        metadata.request(
            "discussion_entry_created",
            time,
            author,
            "StudentEnrollment",
            course,
            "/discussion_topics/" + topic);
    return of(course, page, time, body);
  }

  SimulatedEvent assetAccessed(Course course, Person reader, Instant time) {
    Assignment asset = course.assignments().get(random.nextInt(course.assignments().size()));
    ObjectNode body =
        Json.object()
            .put("asset_name", asset.title())
            .put("asset_type", "assignment")
            .put("asset_id", World.global(asset.id()))
            .putNull("asset_subtype")
            .put("category", "assignments")
            .put("role", "StudentEnrollment")
            .putNull("level");
    ObjectNode page =
        metadata.request(
            "asset_accessed",
            time,
            reader,
            "StudentEnrollment",
            course,
            "/assignments/" + asset.id());
    return of(course, page, time, body);
  }

  SimulatedEvent session(String name, Person person, Instant time) {
    ObjectNode body = Json.object();
    if (name.equals("logged_in")) {
      body.put("redirect_url", "https://" + World.HOST + "/");
    }
    return of(
        Optional.empty(),
        metadata.request(name, time, person, "/login/saml"),
        time,
        body,
        Optional.empty());
  }

  /** A name no catalogue has: Canvas sends new ones before anybody documents them. */
  SimulatedEvent unheardOf(Course course, Instant time) {
    ObjectNode page =
        teacherOn("hologram_projected_" + random.nextInt(5), course, time, "/holodeck");
    String text =
        Json.write(Json.object().<ObjectNode>set("metadata", page).set("body", Json.object()));
    return new SimulatedEvent(
        PayloadFormat.CANVAS,
        EventName.UNRECOGNIZED,
        time,
        Optional.of(course.scope()),
        Optional.empty(),
        text);
  }

  private ObjectNode teacherOn(String name, Course course, Instant time, String path) {
    return metadata.request(name, time, course.teacher(), "TeacherEnrollment", course, path);
  }

  private static SimulatedEvent of(
      Course course, ObjectNode metadata, Instant time, ObjectNode body) {
    return of(Optional.of(course.scope()), metadata, time, body, Optional.empty());
  }

  /** An event of a catalogue name, put together from its two halves. */
  static SimulatedEvent of(
      Optional<String> scope,
      ObjectNode metadata,
      Instant time,
      ObjectNode body,
      Optional<Fact> fact) {
    String name = metadata.get("event_name").textValue();
    ObjectNode event = Json.object();
    event.set("metadata", metadata);
    event.set("body", body);
    return new SimulatedEvent(PayloadFormat.CANVAS, name, time, scope, fact, Json.write(event));
  }
}
