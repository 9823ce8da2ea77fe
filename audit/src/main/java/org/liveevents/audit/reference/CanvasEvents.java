package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tree with {@code metadata} says. */
record CanvasEvents(Catalogue catalogue, Shards shards) {

  Read read(JsonNode root) {
    String name = Tree.text(root, "metadata/event_name");
    String label = name == null ? "none" : catalogue.knows(name) ? name : "unrecognized";
    if (!root.path("body").isObject()) {
      return Read.refused("not_an_event", label);
    }
    if (name == null) {
      return Read.refused("no_event_name");
    }
    String written = Tree.text(root, "metadata/event_time");
    if (written == null) {
      return Read.refused("no_event_time", label);
    }
    Instant time = Instants.parse(written);
    if (time == null) {
      return Read.refused("bad_event_time", label);
    }
    JsonNode metadata = root.path("metadata");
    JsonNode body = root.path("body");
    String id = EventHash.ofCanvas(metadata, body);
    boolean isOfCourse = "Course".equals(Tree.text(root, "metadata/context_type"));
    String context = Tree.text(root, "metadata/context_id");
    String rootAccount = Tree.text(root, "metadata/root_account_id");
    String contextAccount = Tree.text(root, "metadata/context_account_id");
    String own = catalogue.mayHaveCourse(name) ? courseOfBody(root) : null;
    String course = own == null && catalogue.mayHaveCourse(name) && isOfCourse ? context : own;
    String user =
        Tree.first(
            root,
            "body/student_id",
            "body/user_id",
            "body/user/id",
            "body/author_id",
            "metadata/user_id");
    Ids ids = new Ids(shards, context, contextAccount, rootAccount);
    ids.note(Ids.ACCOUNT, contextAccount);
    ids.note(Ids.ACCOUNT, rootAccount);
    ids.note(Ids.USER, Tree.text(root, "metadata/user_id"));
    ids.note(Ids.USER, user);
    String account = Tree.text(root, "body/account_id");
    if (account == null && "Account".equals(Tree.text(root, "metadata/context_type"))) {
      account = context;
    }
    if (account == null) {
      account = contextAccount == null ? rootAccount : contextAccount;
    }
    return Read.of(
        new Event(
            "canvas",
            name,
            catalogue.knows(name),
            id,
            Fingerprint.of("canvas", metadata, body),
            time,
            ids.scope(course, user, account, id),
            course == null ? null : ids.canonical(Ids.COURSE, course),
            ids.origin(Tree.text(root, "metadata/hostname"), rootAccount),
            root));
  }

  private static @Nullable String courseOfBody(JsonNode root) {
    String direct =
        Tree.first(
            root,
            "body/course_id",
            "body/course/id",
            "body/canvas_course_id",
            "body/blueprint_course_id");
    if (direct != null) {
      return direct;
    }
    String context = Tree.text(root, "body/context_id");
    if (context != null && "Course".equals(Tree.text(root, "body/context_type"))) {
      return context;
    }
    String result = Tree.text(root, "body/result_context_id");
    if (result != null && "Course".equals(Tree.text(root, "body/result_context_type"))) {
      return result;
    }
    return "course".equals(Tree.text(root, "body/asset_type"))
        ? Tree.text(root, "body/asset_id")
        : null;
  }
}
