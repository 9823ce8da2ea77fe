package org.liveevents.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.liveevents.audit.reference.Event;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Shards;

/**
 * A few events of one course as a pipeline without fault would leave them: a grade given, given
 * again and re-emitted, a copy in another spelling, a late one, one from the future, one refused,
 * and an enrolment's state that doesn't name its course. State values are written by hand.
 */
final class Story implements Topics {

  static final Instant START = Instant.parse("2026-09-01T08:00:00Z");
  static final String RAW = "canvas.raw";
  static final String REJECTED = "canvas.rejected";
  static final String GRADES = "canvas.events.grade_change";
  static final String ACTIVITY = "canvas.state.activity";
  static final String GRADE_STATE = "canvas.state.latest-grade";
  static final String ENROLLMENTS = "canvas.state.enrollment";

  private final Map<String, List<Entry>> topics = new TreeMap<>();
  private final EventReader reader = new EventReader(new Shards(1, Map.of()));
  final Map<String, Event> events = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  OptionalLong consumed = OptionalLong.of(Long.MAX_VALUE);
  Duration retention = Duration.ofDays(30);
  long begin;

  Story() {
    for (String topic : List.of(RAW, REJECTED, GRADES, ACTIVITY, GRADE_STATE, ENROLLMENTS)) {
      topics.put(topic, new ArrayList<>());
    }
    String first = grade(1, "7", "5", 0);
    event("first", first, 1, "");
    event("second", grade(2, "8", "5", 20), 21, "");
    raw(first.replace("\"5\"", "\"\\u0035\""), 30); // a copy in another spelling
    raw("{", 31);
    rejected(3, "{", "not_json");
    event("late", grade(3, "6", "5", -500), 60, "ce_late");
    event("future", grade(4, "9", "5", 4000), 61, "ce_future");
    event("enrolled", enrollment(70), 71, "");
    event("active", state(80), 81, "");
    event("again", grade(5, "8", "4", 90), 91, "");
    states();
  }

  static String grade(int serial, String score, String points, int second) {
    return "{\"metadata\":{\"event_name\":\"grade_change\",\"event_time\":\"%s\","
            .formatted(START.plusSeconds(second))
        + "\"request_id\":\"r%d\",\"context_type\":\"Course\",".formatted(serial)
        + "\"context_id\":\"21070000000000565\",\"user_id\":\"21070000000000007\"},"
        + "\"body\":{\"assignment_id\":\"11\",\"student_id\":\"12\",\"score\":%s,".formatted(score)
        + "\"points_possible\":\"%s\",\"grade\":\"%s\"}}".formatted(points, score);
  }

  private static String enrollment(int second) {
    return "{\"metadata\":{\"event_name\":\"enrollment_created\",\"event_time\":\"%s\"},"
            .formatted(START.plusSeconds(second))
        + "\"body\":{\"enrollment_id\":\"21070000000000031\",\"course_id\":\"21070000000000565\","
        + "\"user_id\":\"21070000000000012\",\"type\":\"StudentEnrollment\"}}";
  }

  private static String state(int second) {
    return "{\"metadata\":{\"event_name\":\"enrollment_state_created\",\"event_time\":\"%s\"},"
            .formatted(START.plusSeconds(second))
        + "\"body\":{\"enrollment_id\":\"21070000000000031\",\"state\":\"active\"}}";
  }

  private void states() {
    String key = "2107~565/2107~11/2107~12";
    state(
        "latest-grade",
        key,
        """
        {"course":"2107~565","assignment":"2107~11","student":"2107~12","grade":"8","score":8,
         "points_possible":4,"grading_complete":null,"muted":null,"grader":null,"submission":null,
         "assignment_title":null,"visible":true,"graded_at":"2026-09-01T08:00:20Z","history":[
          {"grade":"8","score":8.0,"points_possible":5,"grader":null,"event_time":"2026-09-01T08:00:20Z"},
          {"grade":"7","score":7,"points_possible":5,"grader":null,"event_time":"2026-09-01T08:00:00Z"},
          {"grade":"6","score":6,"points_possible":5,"grader":null,"event_time":"2026-09-01T07:51:40Z"}],
         "event_time":"2026-09-01T08:01:30Z","event_id":"%s"}"""
            .formatted(events.get("again").id()));
    state(
        "enrollment",
        "2107~565/2107~31",
        """
        {"course":"2107~565","enrollment":"2107~31","user":"2107~12","type":"StudentEnrollment",
         "section":null,"workflow_state":null,"limited_to_section":null,"created_at":null,
         "updated_at":null,"associated_user":null,"state":"active","state_started_at":null,
         "state_is_current":null,"state_valid_until":null,"restricted_access":null,
         "access_is_current":null,"test_student":false,
         "event_time":"2026-09-01T08:01:20Z","event_id":"%s"}"""
            .formatted(events.get("active").id()));
    state(
        "course",
        "2107~565",
        """
        {"course":"2107~565","name":null,"state":null,"account":null,"syllabus_changed_at":null,
         "code":null,"last_event_time":"2026-09-01T08:01:00Z"}""");
    state(
        "user-activity",
        "2107~565/2107~7",
        """
        {"course":"2107~565","user":"2107~7","last_event_time":"2026-09-01T08:01:00Z"}""");
    state(
        "activity",
        "2107~565/2026-09-01T07:00:00Z",
        """
        {"course":"2107~565","hour":"2026-09-01T07:00:00Z","events":1,
         "names":{"grade_change":1}}""");
    state(
        "activity",
        "2107~565/2026-09-01T08:00:00Z",
        """
        {"course":"2107~565","hour":"2026-09-01T08:00:00Z","events":4,
         "names":{"enrollment_created":1,"grade_change":3}}""");
  }

  private void state(String view, String key, String value) {
    add("canvas.state." + view, START.toEpochMilli(), key, value, Map.of());
  }

  /** An event as it came and as it left. */
  void event(String name, String json, int second, String mark) {
    Event event = raw(json, second);
    events.put(name, event);
    texts.put(name, json);
    typed(event, json, second, mark);
  }

  /** A copy of that event in raw. */
  void copy(String name, int second) {
    raw(texts.get(name), second);
  }

  /** That event leaves once more, as one that came then. */
  void typedAgain(String name, int second) {
    typed(events.get(name), texts.get(name), second, "");
  }

  /** A raw record that comes to nothing. */
  void unread(String value, int second) {
    raw(value, second);
  }

  private Event raw(String json, int second) {
    Event event = reader.read(json.getBytes(UTF_8)).event();
    Instant arrival = START.plusSeconds(second);
    add(
        RAW,
        arrival.toEpochMilli(),
        event == null ? null : event.scope(),
        json,
        Map.of("source", "sqs", "received-at", arrival.toString()));
    return event;
  }

  private void typed(Event event, String json, int second, String mark) {
    Instant arrival = START.plusSeconds(second);
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", event.id());
    headers.put("ce_source", "https://unknown");
    headers.put("ce_type", "com.instructure.canvas." + event.name());
    headers.put("ce_time", event.time().toString().replace("Z", ".000Z"));
    headers.put("ce_subject", event.scope());
    headers.put("source", "sqs");
    headers.put("received-at", arrival.toString());
    if (!mark.isEmpty()) {
      headers.put(mark, "true");
    }
    long timestamp = Math.min(event.time().toEpochMilli(), arrival.toEpochMilli());
    add("canvas.events." + event.name(), timestamp, event.scope(), json, headers);
  }

  void rejected(long offset, String bytes, String code) {
    Map<String, String> headers =
        Map.of(
            "stage",
            "decode",
            "code",
            code,
            "original-topic",
            RAW,
            "original-partition",
            "0",
            "original-offset",
            Long.toString(offset));
    add(REJECTED, START.toEpochMilli(), null, bytes, headers);
  }

  void add(String topic, long timestamp, String key, String value, Map<String, String> headers) {
    List<Entry> entries = topics.computeIfAbsent(topic, name -> new ArrayList<>());
    entries.add(
        new Entry(topic, 0, entries.size(), timestamp, key, value.getBytes(UTF_8), headers));
  }

  /** A wish, so long after the beginning. */
  void forget(String person, Duration after) {
    add("canvas.forget", START.plus(after).toEpochMilli(), person, "{}", Map.of());
  }

  // ---- damage

  /** The records of a topic, to be tampered with. */
  List<Entry> of(String topic) {
    return topics.get(topic);
  }

  void remove(String topic, int index) {
    of(topic).remove(index);
  }

  void repeat(String topic, int index) {
    of(topic).add(of(topic).get(index));
    renumber(topic);
  }

  void swap(String topic, int one, int other) {
    Entry first = of(topic).get(one);
    of(topic).set(one, of(topic).get(other));
    of(topic).set(other, first);
    renumber(topic);
  }

  void value(String topic, int index, String from, String to) {
    Entry entry = of(topic).get(index);
    String value = new String(entry.value(), UTF_8);
    if (!value.contains(from)) {
      throw new AssertionError("nothing to damage: " + value);
    }
    of(topic).set(index, with(entry, entry.key(), value.replace(from, to), entry.headers()));
  }

  void header(String topic, int index, String header, String value) {
    Entry entry = of(topic).get(index);
    Map<String, String> headers = new HashMap<>(entry.headers());
    headers.put(header, value);
    headers.values().removeIf(String::isEmpty);
    of(topic).set(index, with(entry, entry.key(), new String(entry.value(), UTF_8), headers));
  }

  void key(String topic, int index, String key) {
    Entry entry = of(topic).get(index);
    of(topic).set(index, with(entry, key, new String(entry.value(), UTF_8), entry.headers()));
  }

  void timestamp(String topic, int index, long timestamp) {
    Entry e = of(topic).get(index);
    of(topic)
        .set(
            index,
            new Entry(
                e.topic(), e.partition(), e.offset(), timestamp, e.key(), e.value(), e.headers()));
  }

  void tombstone(String topic, int index) {
    Entry e = of(topic).get(index);
    of(topic)
        .set(
            index,
            new Entry(
                e.topic(), e.partition(), e.offset(), e.timestamp(), e.key(), null, e.headers()));
  }

  private static Entry with(Entry e, String key, String value, Map<String, String> headers) {
    return new Entry(
        e.topic(), e.partition(), e.offset(), e.timestamp(), key, value.getBytes(UTF_8), headers);
  }

  private void renumber(String topic) {
    List<Entry> entries = of(topic);
    for (int i = 0; i < entries.size(); i++) {
      Entry e = entries.get(i);
      entries.set(i, new Entry(topic, 0, i, e.timestamp(), e.key(), e.value(), e.headers()));
    }
  }

  // ---- as topics

  @Override
  public Set<String> names() {
    return topics.keySet();
  }

  @Override
  public List<Integer> partitions(String topic) {
    return topics.containsKey(topic) ? List.of(0) : List.of();
  }

  @Override
  public long begin(String topic, int partition) {
    return topic.equals(RAW) ? begin : 0;
  }

  @Override
  public OptionalLong first(String topic, int partition) {
    return of(topic).stream()
        .filter(entry -> entry.offset() >= begin(topic, partition))
        .mapToLong(Entry::timestamp)
        .findFirst();
  }

  @Override
  public long size(String topic, int partition) {
    return of(topic).size();
  }

  @Override
  public void read(String topic, int partition, Consumer<Entry> action) {
    of(topic).stream()
        .filter(entry -> entry.offset() >= begin(topic, partition))
        .toList()
        .forEach(action);
  }

  @Override
  public Optional<Duration> retention(String topic) {
    return Optional.of(retention);
  }

  @Override
  public OptionalLong consumed(int rawPartition) {
    return consumed;
  }
}
