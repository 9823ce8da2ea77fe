package org.liveevents.streams.course;

import static org.liveevents.streams.course.CaliperPaths.ACTOR;
import static org.liveevents.streams.course.CaliperPaths.OBJECT;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdContext;
import org.liveevents.event.IdContext.Kind;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;

/** What was read of one event's payload; absent and null are alike, ids come out canonical. */
final class Values {

  private static final String URN = "urn:instructure:canvas:";

  private static final String CONTEXT_TYPE = "metadata/context_type";
  private static final String CONTEXT_ID = "metadata/context_id";
  private static final String CONTEXT_ACCOUNT = "metadata/context_account_id";
  private static final String ROOT_ACCOUNT = "metadata/root_account_id";
  private static final String ACTING = "metadata/user_id";

  private static final String GROUP = CaliperPaths.EVENT + "group" + CaliperPaths.EXTENSIONS;
  private static final String GROUP_TYPE = GROUP + "context_type";
  private static final String GROUP_ID = GROUP + "entity_id";
  private static final String ACTOR_ROOT_ACCOUNT =
      ACTOR + CaliperPaths.EXTENSIONS + "root_account_id";

  /** Users whose global ids tell the shard of local ones. */
  private static final List<String> CANVAS_USERS =
      List.of(ACTING, "body/student_id", "body/user_id");

  private static final List<String> CALIPER_USERS =
      List.of(ACTOR, OBJECT + "/assignee", OBJECT + "/member");

  /** Longer than any id; a key holds several. */
  private static final int LONGEST_ID = 256;

  private final LiveEvent event;
  private final Map<String, Object> found;
  private final IdContext ids;

  /**
   * The values of one event.
   *
   * @param found by path
   */
  Values(LiveEvent event, Map<String, Object> found, IdRules rules) {
    this.event = event;
    this.found = found;
    this.ids = event.format() == PayloadFormat.CANVAS ? canvas(rules) : caliper(rules);
  }

  /** What tells the shard of the local ids in that format. */
  static List<String> surroundings(PayloadFormat format) {
    return format == PayloadFormat.CANVAS
        ? List.of(CONTEXT_TYPE, CONTEXT_ID, CONTEXT_ACCOUNT, ROOT_ACCOUNT, ACTING)
        : List.of(GROUP_TYPE, GROUP_ID, ACTOR + "/id", ACTOR, ACTOR_ROOT_ACCOUNT);
  }

  private IdContext canvas(IdRules rules) {
    IdContext context =
        new IdContext(rules, text(CONTEXT_ID), text(CONTEXT_ACCOUNT), text(ROOT_ACCOUNT))
            .naming(
                "Course".equals(text(CONTEXT_TYPE)) ? Kind.COURSE : Kind.OTHER, text(CONTEXT_ID));
    CANVAS_USERS.forEach(user -> context.naming(Kind.USER, text(user)));
    return context;
  }

  private IdContext caliper(IdRules rules) {
    IdContext context =
        new IdContext(rules, text(GROUP_ID), null, text(ACTOR_ROOT_ACCOUNT))
            .naming("Course".equals(text(GROUP_TYPE)) ? Kind.COURSE : Kind.OTHER, text(GROUP_ID));
    CALIPER_USERS.forEach(user -> context.naming(Kind.USER, local(Kind.USER, user)));
    return context;
  }

  LiveEvent event() {
    return event;
  }

  boolean has(String path) {
    return found.containsKey(path);
  }

  /** A text, or a number as text. */
  @Nullable String text(String path) {
    Object value = found.get(path);
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String text ? text : null;
  }

  /** A text no longer than that; a longer one is too long to be true. */
  @Nullable String text(String path, int longest) {
    String text = text(path);
    return text == null || text.length() > longest ? null : text;
  }

  /** A number, or a text that is one. */
  @Nullable BigDecimal number(String path) {
    Object value = found.get(path);
    if (value instanceof BigDecimal number) {
      return number;
    }
    return value instanceof String text && text.length() <= 32 ? PayloadPaths.number(text) : null;
  }

  @Nullable Boolean flag(String path) {
    return found.get(path) instanceof Boolean flag ? flag : null;
  }

  /** A canonical id, of a Canvas field or a Caliper entity. */
  @Nullable String id(Kind kind, String path) {
    String raw = local(kind, path);
    return raw == null || raw.length() > LONGEST_ID || (kind == Kind.USER && raw.equals("0"))
        ? null
        : ids.canonical(kind, raw).text();
  }

  /**
   * The id as sent; of an entity, written as an object or as its urn alone, what ends its urn. An
   * application that acts is no user.
   */
  private @Nullable String local(Kind kind, String path) {
    String raw = text(path);
    if (event.format() == PayloadFormat.CANVAS) {
      return raw;
    }
    String urn = raw == null ? text(path + "/id") : raw;
    if (urn == null || !urn.startsWith(URN)) {
      return urn == null || urn.indexOf(':') >= 0 ? null : urn;
    }
    String id = urn.substring(urn.lastIndexOf(':') + 1);
    return id.isEmpty() || (kind == Kind.USER && !urn.startsWith(URN + "user:")) ? null : id;
  }
}
