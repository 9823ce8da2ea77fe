package org.liveevents.envelope;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.IdContext;
import org.liveevents.event.IdContext.Kind;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.RejectionCode;
import org.liveevents.event.Scope;

/** What {@code {metadata, body}} says: name, time, scope. */
final class CanvasEnvelope {

  private static final Field[] COURSES = {
    Field.COURSE_ID, Field.COURSE_OBJECT_ID, Field.CANVAS_COURSE_ID, Field.BLUEPRINT_COURSE_ID
  };
  private static final Field[] USERS = {
    Field.STUDENT_ID, Field.USER_ID, Field.USER_OBJECT_ID, Field.AUTHOR_ID, Field.ACTING_USER_ID
  };

  private final EventCatalogue catalogue;
  private final IdRules rules;

  CanvasEnvelope(EventCatalogue catalogue, IdRules rules) {
    this.catalogue = catalogue;
    this.rules = rules;
  }

  Decoded read(Fields fields) {
    String text = fields.text(Field.EVENT_NAME);
    Optional<EventName> name = Optional.ofNullable(text).map(catalogue::name);
    if (fields.shape(Field.BODY) != Fields.Shape.OBJECT) {
      return new Decoded.Rejected(RejectionCode.NOT_AN_EVENT, "body is not an object", name);
    }
    if (name.isEmpty()) {
      return Decoded.Rejected.nameless(
          RejectionCode.NO_EVENT_NAME, "metadata.event_name is missing");
    }
    String written = fields.text(Field.EVENT_TIME);
    if (written == null) {
      return new Decoded.Rejected(
          RejectionCode.NO_EVENT_TIME, "metadata.event_time is missing", name);
    }
    Optional<Instant> time = EventTimes.parse(written);
    if (time.isEmpty()) {
      return new Decoded.Rejected(
          RejectionCode.BAD_EVENT_TIME, "metadata.event_time is no instant", name);
    }
    return new Decoded.Event(event(fields, name.get(), time.get()));
  }

  private LiveEvent event(Fields fields, EventName name, Instant time) {
    EventId id = fields.canvasId();
    boolean ofCourse = catalogue.find(name.text()).map(KnownEvent::ofCourse).orElse(true);
    String own = ofCourse ? ownCourse(fields) : null;
    String page =
        ofCourse && "Course".equals(fields.text(Field.CONTEXT_TYPE))
            ? fields.text(Field.CONTEXT_ID)
            : null;
    String about = userConcerned(fields);
    IdContext ids = idContext(fields).naming(Kind.COURSE, own).naming(Kind.USER, about);
    return new LiveEvent(
        PayloadFormat.CANVAS,
        name,
        id,
        time,
        scope(fields, id, ids, own == null ? page : own, about),
        Origin.of(fields.text(Field.HOSTNAME), fields.text(Field.ROOT_ACCOUNT_ID), ids),
        own != null
            && page != null
            && !ids.canonical(Kind.COURSE, own).equals(ids.canonical(Kind.COURSE, page)));
  }

  /**
   * A masquerader (real_user_id) names nobody here: often of another shard, and never whom the
   * event is about.
   */
  private IdContext idContext(Fields fields) {
    String contextId = fields.text(Field.CONTEXT_ID);
    String contextAccount = fields.text(Field.CONTEXT_ACCOUNT_ID);
    String rootAccount = fields.text(Field.ROOT_ACCOUNT_ID);
    return new IdContext(rules, contextId, contextAccount, rootAccount)
        .naming(
            "Course".equals(fields.text(Field.CONTEXT_TYPE)) ? Kind.COURSE : Kind.OTHER, contextId)
        .naming(Kind.ACCOUNT, contextAccount)
        .naming(Kind.ACCOUNT, rootAccount)
        .naming(Kind.USER, fields.text(Field.ACTING_USER_ID));
  }

  /** The course the record itself names; the page it was sent from comes after all of these. */
  private static @Nullable String ownCourse(Fields fields) {
    for (Field field : COURSES) {
      if (fields.text(field) != null) {
        return fields.text(field);
      }
    }
    if ("Course".equals(fields.text(Field.BODY_CONTEXT_TYPE))
        && fields.text(Field.BODY_CONTEXT_ID) != null) {
      return fields.text(Field.BODY_CONTEXT_ID);
    }
    if ("Course".equals(fields.text(Field.RESULT_CONTEXT_TYPE))
        && fields.text(Field.RESULT_CONTEXT_ID) != null) {
      return fields.text(Field.RESULT_CONTEXT_ID);
    }
    return "course".equals(fields.text(Field.ASSET_TYPE)) ? fields.text(Field.ASSET_ID) : null;
  }

  private static @Nullable String userConcerned(Fields fields) {
    for (Field field : USERS) {
      if (fields.text(field) != null) {
        return fields.text(field);
      }
    }
    return null;
  }

  private static Scope scope(
      Fields fields, EventId id, IdContext ids, @Nullable String course, @Nullable String user) {
    if (course != null) {
      return new Scope.Course(ids.canonical(Kind.COURSE, course));
    }
    if (user != null) {
      return new Scope.User(ids.canonical(Kind.USER, user));
    }
    String account = account(fields);
    return account == null
        ? new Scope.None(id)
        : new Scope.Account(ids.canonical(Kind.ACCOUNT, account));
  }

  private static @Nullable String account(Fields fields) {
    if (fields.text(Field.ACCOUNT_ID) != null) {
      return fields.text(Field.ACCOUNT_ID);
    }
    if ("Account".equals(fields.text(Field.CONTEXT_TYPE))
        && fields.text(Field.CONTEXT_ID) != null) {
      return fields.text(Field.CONTEXT_ID);
    }
    return fields.text(Field.CONTEXT_ACCOUNT_ID) == null
        ? fields.text(Field.ROOT_ACCOUNT_ID)
        : fields.text(Field.CONTEXT_ACCOUNT_ID);
  }
}
