package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.liveevents.quickstart.simulation.World.Course;
import org.liveevents.quickstart.simulation.World.Person;

/** The metadata of Canvas events; its ids are always global. */
final class Metadata {

  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";

  private final RandomGenerator random;

  Metadata(RandomGenerator random) {
    this.random = random;
  }

  /** Of an event that a person's request caused, on a page without a course. */
  ObjectNode request(String name, Instant time, Person actor, String path) {
    ObjectNode metadata = common(name, time);
    metadata.put("client_ip", "192.0.2." + (1 + random.nextInt(250)));
    metadata.put("hostname", World.HOST);
    metadata.put("http_method", "POST");
    metadata.putNull("referrer");
    metadata.put("request_id", Json.uuid(random));
    metadata.put("session_id", Json.uuid(random).replace("-", ""));
    metadata.put("time_zone", "America/Denver");
    metadata.put("url", "https://" + World.HOST + path);
    metadata.put("user_account_id", World.global(World.ROOT_ACCOUNT));
    metadata.put("user_agent", AGENT);
    metadata.put("user_id", World.global(actor.id()));
    metadata.put("user_login", actor.login());
    return metadata;
  }

  /** Of an event that a person's request caused, on a page of a course. */
  ObjectNode request(
      String name, Instant time, Person actor, String role, Course course, String path) {
    return request(name, time, actor, "/courses/" + course.id() + path)
        .put("context_account_id", World.global(World.ACCOUNT))
        .put("context_id", World.global(course.id()))
        .put("context_role", role)
        .put("context_sis_source_id", "2026." + course.code())
        .put("context_type", "Course");
  }

  /** Of an event that a job caused: no page, no person. */
  ObjectNode job(String name, Instant time, String tag) {
    return common(name, time)
        .put("job_id", Long.toString(1_020_020_000_000_000L + random.nextInt(1_000_000_000)))
        .put("job_tag", tag);
  }

  private static ObjectNode common(String name, Instant time) {
    return Json.object()
        .put("event_name", name)
        .put("event_time", Json.millis(time))
        .put("producer", "canvas")
        .put("root_account_id", World.global(World.ROOT_ACCOUNT))
        .put("root_account_lti_guid", "VicYj3cu5BIFpoZhDVU4DZumnlBrWi1grgJEzADs." + World.HOST)
        .put("root_account_uuid", "VicYj3cu5BIFpoZhDVU4DZumnlBrWi1grgJEzADs");
  }
}
