package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tree with {@code data}, a Caliper envelope, says. */
record CaliperEvents(Catalogue catalogue, Shards shards) {

  private static final String CANVAS = "/extensions/com.instructure.canvas/";

  Read read(JsonNode root) {
    if (root.path("data").size() != 1) {
      return Read.refused("caliper_not_an_event");
    }
    String type = Tree.text(root, "data/0/type");
    String action = Tree.text(root, "data/0/action");
    JsonNode entry = Tree.at(root, "data/0");
    if (!entry.isObject() || type == null || action == null) {
      return Read.refused("caliper_not_an_event");
    }
    String derived = CaliperName.of(root, type, action);
    boolean isKnown = derived != null && catalogue.knowsCaliper(derived);
    String name = isKnown && derived != null ? derived : type + "." + action;
    String label = isKnown ? name : "unrecognized";
    String written = Tree.text(root, "data/0/eventTime");
    if (written == null) {
      return Read.refused("no_event_time", label);
    }
    Instant time = Instants.parse(written);
    if (time == null) {
      return Read.refused("bad_event_time", label);
    }
    String id = EventHash.ofCaliper(entry);
    boolean mayHaveCourse = catalogue.mayHaveCourse(name);
    String own = mayHaveCourse ? courseOfObject(root) : null;
    String page = mayHaveCourse ? courseOfPage(root) : null;
    String course = own == null ? page : own;
    String user = userConcerned(root);
    String rootAccount = Tree.text(root, "data/0/actor" + CANVAS + "root_account_id");
    String group = Tree.text(root, "data/0/group" + CANVAS + "entity_id");
    Ids ids = new Ids(shards, group, null, rootAccount);
    ids.note(Ids.ACCOUNT, rootAccount);
    Urn actor = Urn.at(root, "data/0/actor");
    ids.note(Ids.USER, actor == null ? null : actor.id());
    ids.note(Ids.COURSE, page);
    ids.note(Ids.USER, user);
    Urn object = Urn.at(root, "data/0/object");
    String account = object != null && object.kind().equals("account") ? object.id() : rootAccount;
    return Read.of(
        new Event(
            "caliper",
            name,
            isKnown,
            id,
            Fingerprint.of("caliper", entry),
            time,
            ids.scope(course, user, account, id),
            course == null ? null : ids.canonical(Ids.COURSE, course),
            ids.origin(Tree.text(root, "data/0" + CANVAS + "hostname"), rootAccount),
            root));
  }

  private static @Nullable String courseOfObject(JsonNode root) {
    Urn told = Urn.of(Tree.text(root, "data/0/object" + CANVAS + "course_id"));
    if (told != null && told.course() != null) {
      return told.course();
    }
    String context = Tree.text(root, "data/0/object" + CANVAS + "context_id");
    if (context != null
        && "Course".equals(Tree.text(root, "data/0/object" + CANVAS + "context_type"))) {
      return context;
    }
    Urn object = Urn.at(root, "data/0/object");
    return object != null && object.kind().equals("course") ? object.id() : null;
  }

  private static @Nullable String courseOfPage(JsonNode root) {
    String entity = Tree.text(root, "data/0/group" + CANVAS + "entity_id");
    if (entity != null
        && "Course".equals(Tree.text(root, "data/0/group" + CANVAS + "context_type"))) {
      return entity;
    }
    Urn group = Urn.at(root, "data/0/group");
    if (group != null && group.course() != null) {
      return group.course();
    }
    Urn organization = Urn.at(root, "data/0/membership/organization");
    return organization == null ? null : organization.course();
  }

  private static @Nullable String userConcerned(JsonNode root) {
    Urn[] candidates = {
      Urn.at(root, "data/0/object/assignee"),
      Urn.at(root, "data/0/object/member"),
      Urn.of(Tree.text(root, "data/0/object" + CANVAS + "user_id")),
      "SoftwareApplication".equals(Tree.text(root, "data/0/actor/type"))
          ? null
          : Urn.at(root, "data/0/actor")
    };
    for (Urn candidate : candidates) {
      if (candidate != null && candidate.user() != null) {
        return candidate.user();
      }
    }
    return null;
  }
}
