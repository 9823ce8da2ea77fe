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

  /** The keys that lead here, with slashes between them. */
  String path() {
    return path;
  }

  /** The tree of all fields, its root at the top of the envelope. */
  static Node tree() {
    Map<String, Field> byPath = new HashMap<>();
    for (Field field : values()) {
      byPath.put(field.path, field);
    }
    return Node.of("", byPath);
  }

  /** A place in the tree of all fields. Its children are found by the hash of their key. */
  static final class Node {

    final @Nullable Field field;

    /** Where the first element of an array here belongs. */
    final @Nullable Node first;

    private final long[] lows;
    private final long[] highs;
    private final @Nullable Node[] children;

    private Node(@Nullable Field field, Map<String, Node> byKey) {
      this.field = field;
      this.first = byKey.get("0");
      int places = Math.max(2, Integer.highestOneBit(byKey.size()) * 4);
      this.lows = new long[places];
      this.highs = new long[places];
      this.children = new Node[places];
      ValueHash hash = new ValueHash();
      byKey.forEach((key, child) -> put(hash.text(key), hash, child));
    }

    private static Node of(String path, Map<String, Field> byPath) {
      String below = path.isEmpty() ? "" : path + "/";
      Map<String, Node> byKey = new HashMap<>();
      for (String other : byPath.keySet()) {
        if (other.startsWith(below)) {
          String key = other.substring(below.length()).split("/", 2)[0];
          byKey.computeIfAbsent(key, same -> of(below + same, byPath));
        }
      }
      return new Node(byPath.get(path), byKey);
    }

    private void put(long low, ValueHash hash, Node child) {
      int place = (int) low & (lows.length - 1);
      while (children[place] != null) {
        place = (place + 1) & (lows.length - 1);
      }
      lows[place] = low;
      highs[place] = hash.high;
      children[place] = child;
    }

    /** The child whose key has that hash. */
    @Nullable Node child(long low, long high) {
      int place = (int) low & (lows.length - 1);
      while (children[place] != null) {
        if (lows[place] == low && highs[place] == high) {
          return children[place];
        }
        place = (place + 1) & (lows.length - 1);
      }
      return null;
    }
  }
}
