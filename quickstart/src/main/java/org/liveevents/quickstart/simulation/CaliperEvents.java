package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liveevents.event.PayloadFormat;
import org.liveevents.quickstart.simulation.World.Assignment;
import org.liveevents.quickstart.simulation.World.Course;
import org.liveevents.quickstart.simulation.World.Person;

/** How Canvas words some of the same happenings in Caliper. */
final class CaliperEvents {

  private static final String CONTEXT = "http://purl.imsglobal.org/ctx/caliper/v1p1";
  private static final String EXTENSION = "com.instructure.canvas";

  private final RandomGenerator random;

  CaliperEvents(RandomGenerator random) {
    this.random = random;
  }

  SimulatedEvent assetAccessed(Course course, Person reader, Instant time) {
    Assignment asset = course.assignments().get(random.nextInt(course.assignments().size()));
    ObjectNode event = event("NavigationEvent", "NavigatedTo", reader, time);
    event
        .putObject("object")
        .put("id", urn("assignment", asset.id()))
        .put("type", "AssignableDigitalResource")
        .putObject("extensions")
        .putObject(EXTENSION)
        .put("asset_name", asset.title())
        .put("asset_type", "assignment")
        .put("entity_id", World.global(asset.id()));
    placeIn(course, reader, event);
    return of("asset_accessed", Optional.of(course.scope()), time, event);
  }

  SimulatedEvent loggedIn(Person person, Instant time) {
    ObjectNode event = event("SessionEvent", "LoggedIn", person, time);
    event
        .putObject("object")
        .put("id", "http://" + World.HOST + "/")
        .put("type", "SoftwareApplication")
        .putObject("extensions")
        .putObject(EXTENSION)
        .put("redirect_url", "https://" + World.HOST + "/");
    return of("logged_in", Optional.empty(), time, event);
  }

  private ObjectNode event(String type, String action, Person actor, Instant time) {
    ObjectNode event =
        Json.object()
            .put("@context", CONTEXT)
            .put("id", "urn:uuid:" + Json.uuid(random))
            .put("type", type);
    event
        .putObject("actor")
        .put("id", urn("user", actor.id()))
        .put("type", "Person")
        .putObject("extensions")
        .putObject(EXTENSION)
        .put("user_login", actor.login())
        .put("root_account_id", World.global(World.ROOT_ACCOUNT))
        .put("entity_id", World.global(actor.id()));
    event.put("action", action).put("eventTime", Json.millis(time));
    event
        .putObject("edApp")
        .put("id", "http://" + World.HOST + "/")
        .put("type", "SoftwareApplication");
    event
        .putObject("session")
        .put("id", "urn:instructure:canvas:session:" + Json.uuid(random).replace("-", ""))
        .put("type", "Session");
    event
        .putObject("extensions")
        .putObject(EXTENSION)
        .put("hostname", World.HOST)
        .put("request_id", Json.uuid(random))
        .put("version", "1.0.0");
    return event;
  }

  private static void placeIn(Course course, Person person, ObjectNode event) {
    String place = urn("course", course.id());
    event
        .putObject("group")
        .put("id", place)
        .put("type", "CourseOffering")
        .putObject("extensions")
        .putObject(EXTENSION)
        .put("context_type", "Course")
        .put("entity_id", World.global(course.id()));
    ObjectNode membership =
        event
            .putObject("membership")
            .put("id", place + ":Learner:" + World.global(person.id()))
            .put("type", "Membership");
    membership.putObject("member").put("id", urn("user", person.id())).put("type", "Person");
    membership.putObject("organization").put("id", place).put("type", "CourseOffering");
    membership.putArray("roles").add("Learner");
  }

  private static String urn(String kind, long local) {
    return "urn:instructure:canvas:" + kind + ":" + World.global(local);
  }

  private static SimulatedEvent of(
      String label, Optional<String> scope, Instant time, ObjectNode event) {
    ObjectNode envelope =
        Json.object()
            .put("sensor", "http://" + World.HOST + "/")
            .put("sendTime", Json.millis(time.plusMillis(40)))
            .put("dataVersion", CONTEXT);
    envelope.putArray("data").add(event);
    return new SimulatedEvent(
        PayloadFormat.CALIPER, label, time, scope, Optional.empty(), Json.write(envelope));
  }
}
