package org.liveevents.envelope;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
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

/** What the one entry of a Caliper envelope says: name, time, scope. */
final class CaliperEnvelope {

  private final EventCatalogue catalogue;
  private final IdRules rules;

  CaliperEnvelope(EventCatalogue catalogue, IdRules rules) {
    this.catalogue = catalogue;
    this.rules = rules;
  }

  Decoded read(Fields fields) {
    String type = fields.text(Field.TYPE);
    String action = fields.text(Field.ACTION);
    if (fields.entries() != 1) {
      return Decoded.Rejected.nameless(
          RejectionCode.CALIPER_NOT_AN_EVENT,
          "the envelope has " + fields.entries() + " entries where one is expected");
    }
    if (fields.shape(Field.ENTRY) != Fields.Shape.OBJECT || type == null || action == null) {
      return Decoded.Rejected.nameless(
          RejectionCode.CALIPER_NOT_AN_EVENT, "the entry has no type and action: an entity");
    }
    EventName name = name(fields, type, action);
    String written = fields.text(Field.TIME);
    if (written == null) {
      return new Decoded.Rejected(
          RejectionCode.NO_EVENT_TIME, "eventTime is missing", Optional.of(name));
    }
    Optional<Instant> time = EventTimes.parse(written);
    if (time.isEmpty()) {
      return new Decoded.Rejected(
          RejectionCode.BAD_EVENT_TIME, "eventTime is no instant", Optional.of(name));
    }
    return new Decoded.Event(event(fields, name, time.get()));
  }

  private EventName name(Fields fields, String type, String action) {
    return CaliperNames.of(
            type,
            action,
            object(fields),
            "Document".equals(fields.text(Field.OBJECT_TYPE)),
            fields.text(Field.OBJECT_STATE) != null)
        .flatMap(catalogue::find)
        .filter(KnownEvent::inCaliper)
        .map(KnownEvent::name)
        .orElseGet(() -> new EventName(type + "." + action, false));
  }

  private LiveEvent event(Fields fields, EventName name, Instant time) {
    EventId id = fields.caliperId();
    boolean ofCourse = catalogue.find(name.text()).map(KnownEvent::ofCourse).orElse(true);
    Optional<String> own = ofCourse ? ownCourse(fields) : Optional.empty();
    Optional<String> page = ofCourse ? pageCourse(fields) : Optional.empty();
    String course = own.or(() -> page).orElse(null);
    String user = userConcerned(fields).orElse(null);
    IdContext ids =
        idContext(fields)
            .naming(Kind.COURSE, own.orElse(null))
            .naming(Kind.COURSE, page.orElse(null))
            .naming(Kind.USER, user);
    return new LiveEvent(
        PayloadFormat.CALIPER,
        name,
        id,
        time,
        scope(fields, id, ids, course, user),
        Origin.of(fields.text(Field.CALIPER_HOSTNAME), rootAccount(fields), ids),
        own.isPresent()
            && page.isPresent()
            && !ids.canonical(Kind.COURSE, own.get())
                .equals(ids.canonical(Kind.COURSE, page.get())));
  }

  private IdContext idContext(Fields fields) {
    String group = fields.text(Field.GROUP_ENTITY_ID);
    String actor = urn(fields, Field.ACTOR_ID, Field.ACTOR).map(CanvasUrn::id).orElse(null);
    return new IdContext(rules, group, null, rootAccount(fields))
        .naming(isCourseGroup(fields) ? Kind.COURSE : Kind.OTHER, group)
        .naming(Kind.ACCOUNT, rootAccount(fields))
        .naming(Kind.USER, actor);
  }

  /** The course the object itself names. */
  private static Optional<String> ownCourse(Fields fields) {
    Optional<String> inContext =
        "Course".equals(fields.text(Field.OBJECT_CONTEXT_TYPE))
            ? Optional.ofNullable(fields.text(Field.OBJECT_CONTEXT_ID))
            : Optional.empty();
    return CanvasUrn.parse(fields.text(Field.OBJECT_COURSE))
        .flatMap(CanvasUrn::course)
        .or(() -> inContext)
        .or(() -> object(fields).filter(urn -> urn.kind().equals("course")).map(CanvasUrn::id));
  }

  /** The course of the page: the group, else the organisation the actor is a member of. */
  private static Optional<String> pageCourse(Fields fields) {
    Optional<String> group =
        isCourseGroup(fields)
            ? Optional.ofNullable(fields.text(Field.GROUP_ENTITY_ID))
            : Optional.empty();
    return group
        .or(() -> urn(fields, Field.GROUP_ID, Field.GROUP).flatMap(CanvasUrn::course))
        .or(
            () ->
                urn(fields, Field.ORGANIZATION_ID, Field.ORGANIZATION).flatMap(CanvasUrn::course));
  }

  private static boolean isCourseGroup(Fields fields) {
    return "Course".equals(fields.text(Field.GROUP_CONTEXT_TYPE));
  }

  private static Optional<String> userConcerned(Fields fields) {
    Stream<Optional<CanvasUrn>> about =
        Stream.of(
            urn(fields, Field.ASSIGNEE_ID, Field.ASSIGNEE),
            urn(fields, Field.MEMBER_ID, Field.MEMBER),
            CanvasUrn.parse(fields.text(Field.OBJECT_USER)),
            "SoftwareApplication".equals(fields.text(Field.ACTOR_TYPE))
                ? Optional.empty()
                : urn(fields, Field.ACTOR_ID, Field.ACTOR));
    return about
        .flatMap(Optional::stream)
        .map(CanvasUrn::user)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Scope scope(
      Fields fields, EventId id, IdContext ids, @Nullable String course, @Nullable String user) {
    if (course != null) {
      return new Scope.Course(ids.canonical(Kind.COURSE, course));
    }
    if (user != null) {
      return new Scope.User(ids.canonical(Kind.USER, user));
    }
    String account =
        object(fields)
            .filter(urn -> urn.kind().equals("account"))
            .map(CanvasUrn::id)
            .orElseGet(() -> rootAccount(fields));
    return account == null
        ? new Scope.None(id)
        : new Scope.Account(ids.canonical(Kind.ACCOUNT, account));
  }

  private static Optional<CanvasUrn> object(Fields fields) {
    return urn(fields, Field.OBJECT_ID, Field.OBJECT);
  }

  /** An entity is written as an object with an id, or as its id alone. */
  private static Optional<CanvasUrn> urn(Fields fields, Field id, Field entity) {
    return CanvasUrn.parse(fields.text(id) == null ? fields.text(entity) : fields.text(id));
  }

  private static @Nullable String rootAccount(Fields fields) {
    return fields.text(Field.ACTOR_ROOT_ACCOUNT);
  }
}
