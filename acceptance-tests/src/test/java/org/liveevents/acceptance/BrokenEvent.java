package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.liveevents.event.RejectionCode.BAD_EVENT_TIME;
import static org.liveevents.event.RejectionCode.CALIPER_NOT_AN_EVENT;
import static org.liveevents.event.RejectionCode.EMPTY;
import static org.liveevents.event.RejectionCode.NOT_AN_EVENT;
import static org.liveevents.event.RejectionCode.NOT_JSON;
import static org.liveevents.event.RejectionCode.NOT_UTF8;
import static org.liveevents.event.RejectionCode.NO_EVENT_NAME;
import static org.liveevents.event.RejectionCode.NO_EVENT_TIME;
import static org.liveevents.event.RejectionCode.RECORD_TOO_LARGE;
import static org.liveevents.event.RejectionCode.SCHEMA_VIOLATION;
import static org.liveevents.event.RejectionCode.TOO_DEEP;
import static org.liveevents.event.RejectionCode.TOO_LARGE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;

/**
 * Something that is rejected.
 *
 * @param claims whether it is a JSON object, into which a signer can put claims of the token
 * @param channels those that can bring it, and reject it with this code
 */
record BrokenEvent(
    RejectionCode code, String what, Payload payload, boolean claims, Set<Channel> channels) {

  /** Stands wherever a careless message would quote the payload. */
  static final String PERSONAL = "Lovelace";

  /** The scope of those that are events but for their schema. */
  static final String SCOPE = "course:1042~77";

  private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);
  private static final Set<Channel> RAW = EnumSet.of(Channel.RAW_TOPIC);
  private static final Set<Channel> BRIDGE = EnumSet.complementOf(EnumSet.of(Channel.RAW_TOPIC));

  /** A message on a queue is text, has at least one character and at most 1 MiB. */
  private static final Set<Channel> NOT_SQS = EnumSet.complementOf(EnumSet.of(Channel.SQS));

  /** Where a JSON text needs no token around it. */
  private static final Set<Channel> NOT_SIGNED =
      EnumSet.complementOf(EnumSet.of(Channel.SIGNED_WEBHOOK));

  private static final String EVENT = canvas("\"event_name\":\"asset_accessed\",\"event_time\":%s");
  private static final String TIME = "\"2026-09-01T08:00:00.000Z\"";
  private static final int DEEP = 65;
  private static final int ABYSMAL = 100_000;

  @Override
  public String toString() {
    return code.code() + ", " + what;
  }

  /** The table: at least one for every code and channel that go together. */
  static List<BrokenEvent> all() {
    List<BrokenEvent> all = new ArrayList<>();
    all.addAll(unreadable());
    all.addAll(notJson());
    all.addAll(notAnEvent());
    all.addAll(incomplete());
    all.addAll(againstItsSchema());
    all.addAll(tooLarge());
    return all;
  }

  private static List<BrokenEvent> unreadable() {
    return List.of(
        other(EMPTY, "no bytes", "", NOT_SQS),
        other(EMPTY, "white space", " \n\t ", ALL),
        bytes(NOT_UTF8, "Latin-1", "{\"metadata\":\"" + PERSONAL + "\u00e9\"}", NOT_SQS),
        new BrokenEvent(NOT_UTF8, "UTF-16", Payload.of(good().getBytes(UTF_16)), false, NOT_SQS));
  }

  private static List<BrokenEvent> notJson() {
    return List.of(
        other(NOT_JSON, "cut off", good().substring(0, good().length() - 1), ALL),
        other(NOT_JSON, "no quotes", "{\"metadata\":" + PERSONAL + ",\"body\":{}}", ALL),
        other(NOT_JSON, "not a number", "{\"metadata\":{},\"body\":{\"score\":NaN}}", ALL),
        other(NOT_JSON, "an endless number", withBody("{\"n\":" + "7".repeat(1001) + "}"), ALL),
        other(NOT_JSON, "more than one value", good() + good(), ALL),
        object(NOT_JSON, "a byte order mark", "\ufeff" + good(), ALL),
        object(NOT_JSON, "half a character", withBody("{\"name\":\"\\ud800 %s\"}"), ALL),
        object(NOT_JSON, "a key twice", withBody("{\"%s\":1,\"%<s\":2}"), ALL),
        other(NOT_JSON, "a string that holds no JSON", '"' + PERSONAL + '"', BRIDGE),
        other(NOT_JSON, "a token", "eyJhbGciOiJSUzI1NiJ9.e30.TG92ZWxhY2U", NOT_SIGNED),
        object(TOO_DEEP, "a level too many", withBody(nested(DEEP - 1, "[", "]")), ALL),
        other(TOO_DEEP, "an abyss of arrays", nested(ABYSMAL, "[", "]"), ALL),
        other(TOO_DEEP, "an abyss of objects", "{\"%s\":".formatted(PERSONAL).repeat(9000), ALL));
  }

  private static List<BrokenEvent> notAnEvent() {
    return List.of(
        object(NOT_AN_EVENT, "another object", "{\"hello\":\"" + PERSONAL + "\"}", ALL),
        object(NOT_AN_EVENT, "a body that is no object", withBody("\"%s\""), ALL),
        other(NOT_AN_EVENT, "a number", "7", ALL),
        other(NOT_AN_EVENT, "an empty batch", "[]", ALL),
        other(NOT_AN_EVENT, "a batch", "[" + good() + "," + good() + "]", RAW),
        other(NOT_AN_EVENT, "a string", '"' + PERSONAL + '"', RAW),
        object(CALIPER_NOT_AN_EVENT, "an entity", caliper(entity()), ALL),
        object(CALIPER_NOT_AN_EVENT, "no entry", caliper(""), ALL),
        object(CALIPER_NOT_AN_EVENT, "several entries", caliper(navigation(TIME) + ",{}"), RAW));
  }

  private static List<BrokenEvent> incomplete() {
    return List.of(
        object(NO_EVENT_NAME, "none", canvas("\"event_time\":" + TIME), ALL),
        object(NO_EVENT_NAME, "null", canvas("\"event_name\":null,\"event_time\":" + TIME), ALL),
        object(NO_EVENT_NAME, "empty", canvas("\"event_name\":\"\",\"event_time\":" + TIME), ALL),
        object(NO_EVENT_TIME, "Canvas without", canvas("\"event_name\":\"asset_accessed\""), ALL),
        object(NO_EVENT_TIME, "Caliper without", caliper(navigation("null")), ALL),
        object(BAD_EVENT_TIME, "a word", EVENT.formatted('"' + PERSONAL + '"'), ALL),
        object(BAD_EVENT_TIME, "a 13th month", EVENT.formatted("\"2026-13-01T08:00:00Z\""), ALL),
        object(BAD_EVENT_TIME, "a number", EVENT.formatted("1788249600000"), ALL),
        object(BAD_EVENT_TIME, "Caliper's", caliper(navigation('"' + PERSONAL + '"')), ALL));
  }

  private static List<BrokenEvent> againstItsSchema() {
    return List.of(
        object(SCHEMA_VIOLATION, "a number that is text", graded("\"score\":\"%s\""), ALL),
        object(SCHEMA_VIOLATION, "an id that is an object", graded("\"user_id\":{\"%s\":1}"), ALL),
        object(SCHEMA_VIOLATION, "a number that is a list", graded("\"%s\":1,\"score\":[]"), ALL));
  }

  private static List<BrokenEvent> tooLarge() {
    String large = PERSONAL.repeat(1024 * 1024 / PERSONAL.length());
    return List.of(
        object(
            TOO_LARGE, "an event above 1 MiB", withBody("{\"name\":\"" + large + "\"}"), NOT_SQS),
        object(
            RECORD_TOO_LARGE,
            "an id of 72 kB",
            ofCourse(PERSONAL + OddEvent.letters(72_000)),
            BRIDGE),
        object(
            RECORD_TOO_LARGE,
            "an id of 480 kB",
            ofCourse(PERSONAL + OddEvent.letters(480_000)),
            ALL));
  }

  private static BrokenEvent object(
      RejectionCode code, String what, String text, Set<Channel> channels) {
    return new BrokenEvent(code, what, Payload.of(text), true, channels);
  }

  private static BrokenEvent other(
      RejectionCode code, String what, String text, Set<Channel> channels) {
    return new BrokenEvent(code, what, Payload.of(text), false, channels);
  }

  private static BrokenEvent bytes(
      RejectionCode code, String what, String latin, Set<Channel> channels) {
    return new BrokenEvent(code, what, Payload.of(latin.getBytes(ISO_8859_1)), false, channels);
  }

  private static String good() {
    return EVENT.formatted(TIME);
  }

  private static String canvas(String metadata) {
    return "{\"metadata\":{\"user_login\":\"" + PERSONAL + "\"," + metadata + "},\"body\":{}}";
  }

  private static String withBody(String body) {
    String text = good();
    return text.substring(0, text.lastIndexOf("{}")) + body.formatted(PERSONAL) + "}";
  }

  private static String graded(String fields) {
    return withBody(
            "{\"assignment_id\":\"1042~3\",\"student_id\":\"1042~4\",\"course_id\":\"1042~77\","
                + fields
                + "}")
        .replace("asset_accessed", "grade_change");
  }

  private static String ofCourse(String id) {
    return withBody("{\"course_id\":\"" + id + "\"}");
  }

  private static String caliper(String entries) {
    return "{\"sensor\":\"" + PERSONAL + "\",\"data\":[" + entries + "]}";
  }

  private static String entity() {
    return "{\"id\":\"urn:instructure:canvas:user:1\",\"type\":\"Person\",\"name\":\"%s\"}"
        .formatted(PERSONAL);
  }

  private static String navigation(String time) {
    return "{\"type\":\"NavigationEvent\",\"action\":\"NavigatedTo\",\"eventTime\":" + time + "}";
  }

  private static String nested(int levels, String open, String close) {
    return open.repeat(levels) + '"' + PERSONAL + '"' + close.repeat(levels);
  }
}
