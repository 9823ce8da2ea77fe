package org.liveevents.streams.course;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.IdContext.Kind;
import org.liveevents.event.PayloadFormat;

/**
 * What every event of a course says, whatever its name: that something happened there, who was
 * there, and the course's SIS id. Cut to a unit of time, so that it is seldom news; what was said
 * of a few thousand courses and users last is remembered, which spares a look into the store.
 */
final class AnyEvent {

  static final String LAST_EVENT_TIME = "last_event_time";
  static final String CODE = "code";

  private static final String KIND = "any";
  private static final String REAL_USER = "metadata/real_user_id";
  private static final String USER = "metadata/user_id";
  private static final String CONTEXT_TYPE = "metadata/context_type";
  private static final String CONTEXT_ID = "metadata/context_id";
  private static final String CONTEXT_SIS_ID = "metadata/context_sis_source_id";
  private static final int LONGEST_CODE = 256;
  private static final int REMEMBERED = 20_000;

  private static final String[] SEEN = {LAST_EVENT_TIME};
  private static final String[] CODES = {CODE};
  private static final char SEPARATOR = '/';

  private final boolean ofCourse;
  private final boolean ofUser;
  private final Map<String, Stamp> remembered = new Remembered();

  /**
   * For those views.
   *
   * @param kept their names
   */
  AnyEvent(Set<String> kept) {
    this.ofCourse = kept.contains(Views.COURSE.store());
    this.ofUser = kept.contains(Views.USER_ACTIVITY.store());
  }

  /** Whether any view wants it. */
  boolean isWanted() {
    return ofCourse || ofUser;
  }

  /** The places it is read from. */
  static Set<String> paths(PayloadFormat format) {
    Set<String> paths = new LinkedHashSet<>(Values.surroundings(format));
    if (format == PayloadFormat.CANVAS) {
      paths.addAll(List.of(REAL_USER, CONTEXT_SIS_ID));
    }
    return paths;
  }

  /** What the event says anew of its course, and of who acted: of masquerade, who really did. */
  List<Statement> news(String course, Values values) {
    Instant time = values.event().time();
    Stamp minute = Stamp.coarse(time, ChronoUnit.MINUTES, "");
    List<Statement> said = new ArrayList<>(3);
    if (ofCourse && isNews(course, minute)) {
      said.add(new Statement(Views.COURSE.store(), KIND, List.of(), seen(minute)));
    }
    String code = ofCourse ? code(course, values) : null;
    if (code != null) {
      Stamp day = Stamp.coarse(time, ChronoUnit.DAYS, code);
      if (isNews(course + "#", day)) {
        Facts named = Facts.of(day, CODES, new Object[] {code});
        said.add(new Statement(Views.COURSE.store(), KIND, List.of(), named));
      }
    }
    String user = ofUser ? user(values) : null;
    if (user != null && isNews(course + SEPARATOR + user, minute)) {
      said.add(new Statement(Views.USER_ACTIVITY.store(), KIND, List.of(user), seen(minute)));
    }
    return said;
  }

  private static Facts seen(Stamp minute) {
    return Facts.of(minute, SEEN, new Object[] {Moments.text(minute.time())});
  }

  /**
   * Whether it is later than all that was said since this was made; what is stored may be later.
   */
  private boolean isNews(String of, Stamp stamp) {
    Stamp before = remembered.get(of);
    if (before != null && !stamp.isAfter(before)) {
      return false;
    }
    remembered.put(of, stamp);
    return true;
  }

  private static @Nullable String user(Values values) {
    if (values.event().format() == PayloadFormat.CALIPER) {
      return values.id(Kind.USER, CaliperPaths.ACTOR);
    }
    String real = values.id(Kind.USER, REAL_USER);
    return real == null ? values.id(Kind.USER, USER) : real;
  }

  private static @Nullable String code(String course, Values values) {
    return "Course".equals(values.text(CONTEXT_TYPE))
            && course.equals(values.id(Kind.COURSE, CONTEXT_ID))
        ? values.text(CONTEXT_SIS_ID, LONGEST_CODE)
        : null;
  }

  /** The latest of each, of those asked for last. */
  private static final class Remembered extends LinkedHashMap<String, Stamp> {

    private static final long serialVersionUID = 1;

    Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Stamp> eldest) {
      return size() > REMEMBERED;
    }
  }
}
