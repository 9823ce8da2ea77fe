package org.liveevents.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The scope of an event, found the obvious way in a parsed tree: the rules for courses, users,
 * accounts and shards written down a second time, so that the pipeline is not judged by itself.
 */
final class ExpectedScope {

  private static final long SHARD_SIZE = 10_000_000_000_000L;
  private static final long DEFAULT_SHARD = 1;
  private static final List<String> WITHOUT_COURSE =
      List.of("account_", "conversation_", "logged_", "sis_batch_", "user_");
  private static final String URN = "urn:instructure:canvas:";

  private final JsonNode event;

  private ExpectedScope(JsonNode event) {
    this.event = event;
  }

  /**
   * The scope's key.
   *
   * @param eventId the scope of an event that names nobody
   */
  static String of(JsonNode event, String eventId) {
    String found =
        event.has("metadata")
            ? new ExpectedScope(event).ofCanvas()
            : new ExpectedScope(event.at("/data/0")).ofCaliper();
    return found.isEmpty() ? "none:" + eventId : found;
  }

  private String ofCanvas() {
    String name = event.at("/metadata/event_name").textValue();
    List<String> courses = new ArrayList<>();
    if (WITHOUT_COURSE.stream().noneMatch(name::startsWith)) {
      courses.addAll(texts("/body/course_id", "/body/course/id", "/body/blueprint_course_id"));
      courses.addAll(textIf("Course", "/body/context_type", "/body/context_id"));
      courses.addAll(textIf("Course", "/body/result_context_type", "/body/result_context_id"));
      courses.addAll(textIf("course", "/body/asset_type", "/body/asset_id"));
      courses.addAll(textIf("Course", "/metadata/context_type", "/metadata/context_id"));
    }
    List<String> users =
        texts(
            "/body/student_id",
            "/body/user_id",
            "/body/user/id",
            "/body/author_id",
            "/metadata/user_id");
    List<String> accounts = texts("/body/account_id");
    accounts.addAll(textIf("Account", "/metadata/context_type", "/metadata/context_id"));
    accounts.addAll(texts("/metadata/context_account_id", "/metadata/root_account_id"));
    return first(
        courses,
        users,
        accounts,
        texts("/metadata/context_id", "/metadata/context_account_id", "/metadata/root_account_id"));
  }

  private String ofCaliper() {
    String inObject = "/object/extensions/com.instructure.canvas/";
    String inGroup = "/group/extensions/com.instructure.canvas/";
    String root = "/actor/extensions/com.instructure.canvas/root_account_id";
    List<String> courses = urns("course", inObject + "course_id");
    courses.addAll(textIf("Course", inObject + "context_type", inObject + "context_id"));
    courses.addAll(urns("course", "/object/id"));
    courses.addAll(textIf("Course", inGroup + "context_type", inGroup + "entity_id"));
    courses.addAll(urns("course", "/group/id", "/membership/organization/id"));
    List<String> users =
        urns("user", "/object/assignee/id", "/object/member/id", inObject + "user_id", "/actor/id");
    users.removeIf("0"::equals); // nobody
    List<String> accounts = urns("account", "/object/id");
    accounts.addAll(texts(root));
    return first(courses, users, accounts, texts(inGroup + "entity_id", root));
  }

  private static String first(
      List<String> courses, List<String> users, List<String> accounts, List<String> surroundings) {
    if (!courses.isEmpty()) {
      return "course:" + canonical(courses, surroundings);
    }
    if (!users.isEmpty()) {
      return "user:" + canonical(users, surroundings);
    }
    return accounts.isEmpty() ? "" : "account:" + canonical(accounts, surroundings);
  }

  /** The first of these ids of one kind; the others may know its shard, else the surroundings. */
  private static String canonical(List<String> ids, List<String> surroundings) {
    long id = Long.parseLong(ids.get(0));
    long local = id % SHARD_SIZE;
    OptionalLong shard =
        ids.stream()
            .mapToLong(Long::parseLong)
            .filter(other -> other >= SHARD_SIZE && (other == id || id == other % SHARD_SIZE))
            .findFirst();
    OptionalLong around =
        surroundings.stream()
            .mapToLong(Long::parseLong)
            .filter(other -> other >= SHARD_SIZE)
            .findFirst();
    return (shard.isPresent() ? shard : around).orElse(DEFAULT_SHARD * SHARD_SIZE) / SHARD_SIZE
        + "~"
        + local;
  }

  /** What stands at these places; absent, null and empty are alike. */
  private List<String> texts(String... places) {
    List<String> texts = new ArrayList<>();
    for (String place : places) {
      JsonNode node = event.at(place);
      if (!node.isNull() && !node.asText().isEmpty()) {
        texts.add(node.asText());
      }
    }
    return texts;
  }

  private List<String> textIf(String type, String typePlace, String place) {
    return type.equals(event.at(typePlace).asText()) ? texts(place) : List.of();
  }

  /** The ids of that kind in the urns at these places; a section's urn begins with its course's. */
  private List<String> urns(String kind, String... places) {
    String prefix = URN + kind + ":";
    List<String> ids = new ArrayList<>();
    for (String urn : texts(places)) {
      if (urn.startsWith(prefix)) {
        ids.add(urn.substring(prefix.length()).split(":", -1)[0]);
      }
    }
    return ids;
  }
}
