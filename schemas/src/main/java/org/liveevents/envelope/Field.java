package org.liveevents.envelope;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places in an envelope that are read; everything else is only hashed. Paths are written with
 * slashes, since keys hold dots.
 */
enum Field {
  METADATA("metadata"),
  EVENT_NAME("metadata/event_name"),
  EVENT_TIME("metadata/event_time"),
  CONTEXT_TYPE("metadata/context_type"),
  CONTEXT_ID("metadata/context_id"),
  CONTEXT_ACCOUNT_ID("metadata/context_account_id"),
  ROOT_ACCOUNT_ID("metadata/root_account_id"),
  ACTING_USER_ID("metadata/user_id"),
  HOSTNAME("metadata/hostname"),

  BODY("body"),
  COURSE_ID("body/course_id"),
  COURSE_OBJECT_ID("body/course/id"),
  CANVAS_COURSE_ID("body/canvas_course_id"),
  BLUEPRINT_COURSE_ID("body/blueprint_course_id"),
  BODY_CONTEXT_TYPE("body/context_type"),
  BODY_CONTEXT_ID("body/context_id"),
  RESULT_CONTEXT_TYPE("body/result_context_type"),
  RESULT_CONTEXT_ID("body/result_context_id"),
  ASSET_TYPE("body/asset_type"),
  ASSET_ID("body/asset_id"),
  STUDENT_ID("body/student_id"),
  USER_ID("body/user_id"),
  USER_OBJECT_ID("body/user/id"),
  AUTHOR_ID("body/author_id"),
  ACCOUNT_ID("body/account_id"),

  DATA("data"),
  ENTRY("data/0"),
  TYPE("data/0/type"),
  ACTION("data/0/action"),
  TIME("data/0/eventTime"),
  ACTOR("data/0/actor"),
  ACTOR_ID("data/0/actor/id"),
  ACTOR_TYPE("data/0/actor/type"),
  ACTOR_ROOT_ACCOUNT("data/0/actor/extensions/com.instructure.canvas/root_account_id"),
  OBJECT("data/0/object"),
  OBJECT_ID("data/0/object/id"),
  OBJECT_TYPE("data/0/object/type"),
  OBJECT_COURSE("data/0/object/extensions/com.instructure.canvas/course_id"),
  OBJECT_USER("data/0/object/extensions/com.instructure.canvas/user_id"),
  OBJECT_CONTEXT_TYPE("data/0/object/extensions/com.instructure.canvas/context_type"),
  OBJECT_CONTEXT_ID("data/0/object/extensions/com.instructure.canvas/context_id"),
  OBJECT_STATE("data/0/object/extensions/com.instructure.canvas/state"),
  ASSIGNEE("data/0/object/assignee"),
  ASSIGNEE_ID("data/0/object/assignee/id"),
  MEMBER("data/0/object/member"),
  MEMBER_ID("data/0/object/member/id"),
  GROUP("data/0/group"),
  GROUP_ID("data/0/group/id"),
  GROUP_CONTEXT_TYPE("data/0/group/extensions/com.instructure.canvas/context_type"),
  GROUP_ENTITY_ID("data/0/group/extensions/com.instructure.canvas/entity_id"),
  ORGANIZATION("data/0/membership/organization"),
  ORGANIZATION_ID("data/0/membership/organization/id"),
  CALIPER_HOSTNAME("data/0/extensions/com.instructure.canvas/hostname");

  private final String path;

  Field(String path) {
    this.path = path;
  }

  /** A place in the tree of all fields. */
  static final class Node {

    private final Map<String, Node> children = new HashMap<>();
    @Nullable Field field;

    @Nullable Node child(String key) {
      return children.get(key);
    }
  }

  /** The tree of all fields, its root at the top of the envelope. */
  static Node tree() {
    Node root = new Node();
    for (Field field : values()) {
      Node node = root;
      for (String step : field.path.split("/", -1)) {
        node = node.children.computeIfAbsent(step, key -> new Node());
      }
      node.field = field;
    }
    return root;
  }
}
