package org.liveevents.streams.course;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.EventId;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * How facts lie in a store.
 *
 * <pre>
 *   version 1 | stamps | fields: name, place of its stamp, value | things said: stamp, fields without a stamp
 *   stamp: time, what its id is and its rank, id (an event's in 16 bytes)
 *   name: its place in the list, from 1 on; 0 and its text if it isn't there
 *   value: what it is, and a text, or a number's scale and digits
 * </pre>
 *
 * Each list begins with its length; numbers are as {@link Packer} writes them. Texts stand as they
 * are.
 */
final class FactsBytes {

  /** A new field goes to the end: what is stored tells names by their places. */
  static final List<String> NAMES =
      List.of(
          "access_is_current",
          "account",
          "all_day",
          "all_day_date",
          "assignment",
          "assignment_group",
          "assignment_title",
          "associated_user",
          "attempt",
          "category",
          "category_name",
          "code",
          "completed",
          "completed_at",
          "created_at",
          "current_score",
          "custom_status",
          "custom_status_id",
          "deleted",
          "due_at",
          "final_score",
          "grade",
          "graded_at",
          "grader",
          "grading_complete",
          "group",
          "group_weight",
          "is_announcement",
          "last_event_time",
          "late",
          "limited_to_section",
          "lock_at",
          "max_membership",
          "membership",
          "missing",
          "muted",
          "name",
          "override_score",
          "parent",
          "points_possible",
          "position",
          "posted_at",
          "quiz_submission",
          "quiz_type",
          "requirement_completed_count",
          "requirement_count",
          "restricted_access",
          "score",
          "section",
          "state",
          "state_is_current",
          "state_started_at",
          "state_valid_until",
          "submission",
          "submission_type",
          "submission_types",
          "submitted_at",
          "syllabus_changed_at",
          "title",
          "type",
          "unlock_at",
          "unposted_current_score",
          "unposted_final_score",
          "updated_at",
          "user",
          "workflow_state");

  private static final int VERSION = 1;

  /** What a value is. */
  private static final int NOTHING = 0;

  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int NUMBER = 3;
  private static final int LONG_NUMBER = 4;
  private static final int TEXT = 5;

  /** So many digits always fit a long. */
  private static final int SURE_DIGITS = 18;

  /** The id of an event is 128 bits in hexadecimal. */
  private static final int EVENT_ID = 32;

  private static final int OF_EVENT = 1;
  private static final int USUAL = 256;

  private static final Map<String, Integer> PLACES = places();

  private FactsBytes() {}

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    NAMES.forEach(name -> places.put(name, places.size() + 1));
    return places;
  }

  static byte[] write(Facts facts) {
    Packer out = new Packer(USUAL);
    out.octet(VERSION);
    List<Stamp> stamps = stamps(facts);
    out.number(stamps.size());
    stamps.forEach(stamp -> stamp(out, stamp));
    out.number(facts.size());
    for (int i = 0; i < facts.size(); i++) {
      name(out, facts.name(i));
      out.number(stamps.indexOf(facts.stamp(i)));
      value(out, facts.value(i));
    }
    out.number(facts.said().size());
    facts
        .said()
        .forEach(
            (stamp, told) -> {
              stamp(out, stamp);
              out.number(told.size());
              new TreeMap<>(told)
                  .forEach(
                      (name, value) -> {
                        name(out, name);
                        value(out, value);
                      });
            });
    return out.bytes();
  }

  static Facts read(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException("facts are of version " + version);
    }
    Stamp[] told = new Stamp[(int) in.number()];
    for (int i = 0; i < told.length; i++) {
      told[i] = stamp(in);
    }
    int size = (int) in.number();
    String[] names = new String[size];
    Stamp[] stamps = new Stamp[size];
    @Nullable Object[] values = new Object[size];
    for (int i = 0; i < size; i++) {
      names[i] = name(in);
      stamps[i] = told[(int) in.number()];
      values[i] = value(in);
    }
    return Facts.of(names, values, stamps, said(in));
  }

  private static SortedMap<Stamp, Map<String, Object>> said(Unpacker in) {
    SortedMap<Stamp, Map<String, Object>> said = new TreeMap<>();
    for (long left = in.number(); left > 0; left--) {
      Stamp stamp = stamp(in);
      Map<String, Object> told = new HashMap<>();
      for (long fields = in.number(); fields > 0; fields--) {
        String name = name(in);
        Object value = value(in);
        if (value != null) {
          told.put(name, value);
        }
      }
      said.put(stamp, told);
    }
    return said;
  }

  /** Each once; there are as many as kinds of events have spoken. */
  private static List<Stamp> stamps(Facts facts) {
    List<Stamp> stamps = new ArrayList<>(4);
    for (int i = 0; i < facts.size(); i++) {
      if (!stamps.contains(facts.stamp(i))) {
        stamps.add(facts.stamp(i));
      }
    }
    return stamps;
  }

  private static void stamp(Packer out, Stamp stamp) {
    String id = stamp.id();
    boolean ofEvent = isEventId(id);
    out.signed(stamp.time()).number((long) stamp.rank() << 1 | (ofEvent ? OF_EVENT : 0));
    if (ofEvent) {
      out.bits(Long.parseUnsignedLong(id, 0, EVENT_ID / 2, 16));
      out.bits(Long.parseUnsignedLong(id, EVENT_ID / 2, EVENT_ID, 16));
    } else {
      out.text(id);
    }
  }

  private static Stamp stamp(Unpacker in) {
    long time = in.signed();
    int packed = (int) in.number();
    String id = (packed & OF_EVENT) == 0 ? in.text() : new EventId(in.bits(), in.bits()).toString();
    return new Stamp(time, packed >> 1, id);
  }

  private static boolean isEventId(String id) {
    if (id.length() != EVENT_ID) {
      return false;
    }
    for (int i = 0; i < EVENT_ID; i++) {
      char digit = id.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static void name(Packer out, String name) {
    Integer place = PLACES.get(name);
    if (place == null) {
      out.number(0).text(name);
    } else {
      out.number(place);
    }
  }

  private static String name(Unpacker in) {
    int place = (int) in.number();
    return place == 0 ? in.text() : NAMES.get(place - 1);
  }

  private static void value(Packer out, @Nullable Object value) {
    if (value == null) {
      out.octet(NOTHING);
    } else if (value instanceof Boolean flag) {
      out.octet(flag ? TRUE : FALSE);
    } else if (value instanceof BigDecimal number) {
      number(out, number);
    } else {
      out.octet(TEXT).text(value.toString());
    }
  }

  private static void number(Packer out, BigDecimal number) {
    if (number.precision() <= SURE_DIGITS) {
      out.octet(NUMBER).signed(number.scale()).signed(number.unscaledValue().longValue());
    } else {
      out.octet(LONG_NUMBER).signed(number.scale()).text(number.unscaledValue().toString());
    }
  }

  private static @Nullable Object value(Unpacker in) {
    int what = in.octet();
    return switch (what) {
      case NOTHING -> null;
      case FALSE -> false;
      case TRUE -> true;
      case NUMBER -> {
        int scale = (int) in.signed();
        yield BigDecimal.valueOf(in.signed(), scale);
      }
      case LONG_NUMBER -> {
        int scale = (int) in.signed();
        yield new BigDecimal(new BigInteger(in.text()), scale);
      }
      case TEXT -> in.text();
      default -> throw new IllegalStateException("a value is of kind " + what);
    };
  }
}
