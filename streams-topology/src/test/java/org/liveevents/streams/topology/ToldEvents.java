package org.liveevents.streams.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.topology.ToldEvent.Told;

/**
 * Makes up events of all kinds the views know, in both formats, in two small courses, often about
 * the same objects and at the same time; ids now local, now global.
 */
final class ToldEvents {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final String X = "com.instructure.canvas";

  private final Random random;
  private final Instant start;
  private final List<ToldEvent> made = new ArrayList<>();
  private int course;
  private Instant time = Instant.EPOCH;

  ToldEvents(Random random, Instant start) {
    this.random = random;
    this.start = start;
  }

  /** That many happenings; one told in both formats is two events. */
  List<ToldEvent> make(int happenings) {
    for (int i = 0; i < happenings; i++) {
      course = 700 + random.nextInt(2);
      if (i == 0 || random.nextInt(6) > 0) {
        time = start.plusMillis(250L * random.nextInt(4 * 5400));
      }
      happen();
    }
    return made;
  }

  private void happen() {
    switch (random.nextInt(22)) {
      case 0, 1, 2 -> grade();
      case 3, 4 -> progress();
      case 5 -> score();
      case 6 -> override();
      case 7, 8 -> enrollment();
      case 9 -> enrollmentState();
      case 10, 11 -> submission();
      case 12 -> assignment();
      case 13 -> assignmentExtras();
      case 14 -> module();
      case 15 -> quiz();
      case 16 -> quizSubmitted();
      case 17 -> topic();
      case 18 -> entry();
      case 19 -> group();
      case 20 -> ofCourse();
      default -> read();
    }
  }

  // Ids: those of one course never meet those of another.

  private String local(int kind, int count) {
    return Integer.toString(course * 1000 + kind * 10 + random.nextInt(count));
  }

  private String sent(String local) {
    return random.nextBoolean() ? local : "1042" + "0".repeat(13 - local.length()) + local;
  }

  private static String id(String local) {
    return "1042~" + local;
  }

  private String courseId() {
    return id(Integer.toString(course));
  }

  private static String urn(String kind, String local) {
    return "urn:instructure:canvas:" + kind + ":1042" + "0".repeat(13 - local.length()) + local;
  }

  private @Nullable String oneOf(@Nullable String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private @Nullable String stateOr(@Nullable String... states) {
    return random.nextInt(6) == 0 ? "deleted" : oneOf(states);
  }

  private @Nullable BigDecimal number() {
    return random.nextInt(8) == 0 ? null : new BigDecimal(random.nextInt(4) + (coin() ? ".5" : ""));
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  // Events.

  private void grade() {
    String assignment = local(1, 2);
    String student = local(2, 2);
    String teacher = local(3, 1);
    String submission = local(9, 2);
    String grade = oneOf("A", "B", null);
    BigDecimal score = number();
    boolean muted = coin();
    boolean complete = random.nextInt(3) > 0;
    boolean named = random.nextInt(8) > 0;
    Map<String, @Nullable Object> shared = new HashMap<>();
    shared.put("grade", grade);
    shared.put("score", score);
    shared.put("points_possible", new BigDecimal("4"));
    shared.put("grader", id(teacher));
    shared.put("submission", id(submission));
    Map<String, @Nullable Object> all = new HashMap<>(shared);
    all.put("muted", muted);
    all.put("grading_complete", complete);
    all.put("assignment_title", null);
    String rest = id(assignment) + "/" + id(student);
    inEither(
        () ->
            canvas(
                "grade_change",
                named,
                teacher,
                object("assignment", assignment, false),
                body -> {
                  body.put("assignment_id", sent(assignment)).put("student_id", sent(student));
                  body.put("grade", grade).put("score", score).put("points_possible", 4);
                  body.put("muted", muted).put("grading_complete", complete);
                  body.put("grader_id", sent(teacher)).put("submission_id", sent(submission));
                },
                new Told("latest-grade", rest, all)),
        () ->
            caliper(
                "grade_change",
                "GradeEvent",
                "Graded",
                named,
                teacher,
                object("assignment", assignment, false),
                event -> {
                  ObjectNode object = event.putObject("object").put("type", "Attempt");
                  object.put("id", urn("submission", submission));
                  object.put("assignee", urn("user", student));
                  object.putObject("assignable").put("id", urn("assignment", assignment));
                  object.putObject("extensions").putObject(X).put("grade", grade);
                  event
                      .putObject("generated")
                      .put("scoreGiven", score)
                      .put("maxScore", new BigDecimal("4.0"))
                      .put("scoredBy", urn("user", teacher));
                },
                new Told("latest-grade", rest, shared)));
  }

  private void progress() {
    String student = local(2, 2);
    boolean completes = coin();
    boolean error = random.nextInt(4) == 0;
    int done = random.nextInt(4);
    String at = completes ? MILLIS.format(time) : null;
    String title = oneOf("Tides", "Reefs", null);
    List<Told> facts = new ArrayList<>();
    Map<String, @Nullable Object> figures = new HashMap<>();
    if (!error) {
      figures.put("requirement_count", new BigDecimal("3"));
      figures.put("requirement_completed_count", BigDecimal.valueOf(done));
      figures.put("completed", completes);
      figures.put("completed_at", at);
    } else if (completes) {
      figures.put("completed", true);
    }
    if (!figures.isEmpty()) {
      facts.add(new Told("course-progress", id(student), figures));
    }
    if (title != null) {
      facts.add(new Told("course", "", Map.of("name", title)));
    }
    String courseText = Integer.toString(course);
    canvas(
        completes ? "course_completed" : "course_progress",
        coin(),
        null,
        Optional.empty(),
        body -> {
          body.putObject("course").put("id", courseText).put("name", title);
          body.putObject("user").put("id", student);
          ObjectNode progress = body.putObject("progress");
          if (error) {
            progress.putObject("error").put("message", "no");
          } else {
            progress.put("requirement_count", 3).put("requirement_completed_count", done);
            progress.put("completed_at", at);
          }
        },
        facts.toArray(Told[]::new));
  }

  private void score() {
    String student = local(2, 2);
    BigDecimal current = number();
    BigDecimal last = number();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("current_score", current);
    fields.put("final_score", last);
    fields.put("unposted_current_score", null);
    fields.put("unposted_final_score", null);
    fields.put("workflow_state", "active");
    canvas(
        "course_grade_change",
        true,
        null,
        Optional.empty(),
        body -> {
          body.put("course_id", Integer.toString(course)).put("user_id", student);
          body.put("current_score", current).put("final_score", last);
          body.put("workflow_state", "active");
        },
        new Told("course-score", id(student), fields));
  }

  private void override() {
    String student = local(2, 2);
    boolean ofPeriod = random.nextInt(3) == 0;
    boolean isStatus = coin();
    BigDecimal score = number();
    Map<String, @Nullable Object> fields = new HashMap<>();
    if (isStatus) {
      fields.put("custom_status", "Under appeal");
      fields.put("custom_status_id", null);
    } else {
      fields.put("override_score", score);
    }
    canvas(
        isStatus ? "final_grade_custom_status" : "grade_override",
        true,
        null,
        Optional.empty(),
        body -> {
          body.put("course_id", Integer.toString(course)).put("user_id", student);
          body.put("grading_period_id", ofPeriod ? "41" : null).put("override_score", score);
          body.put("override_status", "Under appeal").put("override_status_id", "");
        },
        ofPeriod ? new Told[0] : new Told[] {new Told("course-score", id(student), fields)});
  }

  private void enrollment() {
    String enrollment = local(4, 3);
    String user = local(2, 2);
    String type = oneOf("StudentEnrollment", "StudentViewEnrollment", "ObserverEnrollment");
    String state = stateOr("active", "completed", null);
    Map<String, @Nullable Object> shared = new HashMap<>();
    shared.put("user", id(user));
    shared.put("type", type);
    shared.put("workflow_state", state);
    for (String absent : List.of("section", "limited_to_section", "created_at", "updated_at")) {
      shared.put(absent, null);
    }
    Map<String, @Nullable Object> all = new HashMap<>(shared);
    all.put("associated_user", null);
    inEither(
        () ->
            canvas(
                "enrollment_updated",
                true,
                null,
                object("enrollment", enrollment, true),
                body ->
                    body.put("enrollment_id", sent(enrollment))
                        .put("course_id", sent(Integer.toString(course)))
                        .put("user_id", sent(user))
                        .put("type", type)
                        .put("workflow_state", state),
                new Told("enrollment", id(enrollment), all)),
        () ->
            caliper(
                "enrollment_updated",
                "Event",
                "Modified",
                true,
                user,
                object("enrollment", enrollment, true),
                event ->
                    event
                        .putObject("object")
                        .put("id", urn("enrollment", enrollment))
                        .put("type", "Entity")
                        .putObject("extensions")
                        .putObject(X)
                        .put("course_id", urn("course", Integer.toString(course)))
                        .put("user_id", urn("user", user))
                        .put("type", type)
                        .put("workflow_state", state),
                new Told("enrollment", id(enrollment), shared)));
  }

  private void enrollmentState() {
    String enrollment = local(4, 3);
    String state = stateOr("active", "pending_invited");
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("state", state);
    fields.put("state_is_current", coin());
    for (String absent :
        List.of(
            "state_started_at", "state_valid_until", "restricted_access", "access_is_current")) {
      fields.put(absent, null);
    }
    Object current = fields.get("state_is_current");
    canvas(
        "enrollment_state_updated",
        coin(),
        null,
        object("enrollment", enrollment, false),
        body ->
            body.put("enrollment_id", sent(enrollment))
                .put("state", state)
                .put("state_is_current", Boolean.TRUE.equals(current)),
        new Told("enrollment", id(enrollment), fields));
  }

  private void submission() {
    String assignment = local(1, 2);
    String student = local(2, 2);
    String submission = local(9, 2);
    int attempt = 1 + random.nextInt(3);
    boolean named = random.nextInt(5) > 0;
    String state = stateOr("submitted", "graded");
    Map<String, @Nullable Object> shared = new HashMap<>();
    shared.put("submission", id(submission));
    shared.put("attempt", BigDecimal.valueOf(attempt));
    shared.put("submission_type", "online_url");
    shared.put("updated_at", null);
    Map<String, @Nullable Object> all = new HashMap<>(shared);
    all.put("workflow_state", state);
    all.put("late", true);
    for (String absent :
        List.of("submitted_at", "missing", "group", "grade", "score", "graded_at", "posted_at")) {
      all.put(absent, null);
    }
    String rest = id(assignment) + "/" + id(student);
    inEither(
        () ->
            canvas(
                "submission_updated",
                named,
                null,
                object("assignment", assignment, false),
                body ->
                    body.put("assignment_id", sent(assignment))
                        .put("submission_id", sent(submission))
                        .put("user_id", sent(student))
                        .put("attempt", attempt)
                        .put("submission_type", "online_url")
                        .put("late", true)
                        .put("workflow_state", state),
                new Told("submission", rest, all)),
        () ->
            caliper(
                "submission_updated",
                "Event",
                "Modified",
                named,
                student,
                object("assignment", assignment, false),
                event -> {
                  ObjectNode object = event.putObject("object").put("count", attempt);
                  object.put("id", urn("submission", submission)).put("type", "Attempt");
                  object.putObject("assignee").put("id", urn("user", student));
                  object.put("assignable", urn("assignment", assignment));
                  object.putObject("extensions").putObject(X).put("submission_type", "online_url");
                },
                new Told("submission", rest, shared)));
  }

  private void assignment() {
    String assignment = local(1, 2);
    String title = oneOf("Tide pools", "Kelp");
    String state = stateOr("published", "unpublished");
    Map<String, @Nullable Object> shared = new HashMap<>();
    shared.put("title", title);
    shared.put("points_possible", new BigDecimal("4"));
    shared.put("workflow_state", state);
    for (String absent : List.of("due_at", "unlock_at", "lock_at")) {
      shared.put(absent, null);
    }
    Map<String, @Nullable Object> all = new HashMap<>(shared);
    for (String absent : List.of("assignment_group", "submission_types", "updated_at")) {
      all.put(absent, null);
    }
    inEither(
        () ->
            canvas(
                "assignment_updated",
                true,
                null,
                object("assignment", assignment, true),
                body ->
                    body.put("assignment_id", sent(assignment))
                        .put("context_type", "Course")
                        .put("context_id", Integer.toString(course))
                        .put("title", title)
                        .put("points_possible", 4)
                        .put("workflow_state", state),
                new Told("assignment", id(assignment), all)),
        () ->
            caliper(
                "assignment_updated",
                "Event",
                "Modified",
                true,
                null,
                object("assignment", assignment, true),
                event ->
                    event
                        .putObject("object")
                        .put("id", urn("assignment", assignment))
                        .put("type", "AssignableDigitalResource")
                        .put("name", title)
                        .put("maxScore", 4)
                        .putObject("extensions")
                        .putObject(X)
                        .put("workflow_state", state),
                new Told("assignment", id(assignment), shared)));
  }

  private void assignmentExtras() {
    String group = local(5, 2);
    String assignment = local(1, 2);
    String state = stateOr("active", "available");
    if (coin()) {
      Map<String, @Nullable Object> fields = new HashMap<>();
      fields.put("name", "Labs");
      fields.put("position", null);
      fields.put("group_weight", null);
      fields.put("workflow_state", state);
      canvas(
          "assignment_group_updated",
          true,
          null,
          Optional.empty(),
          body ->
              body.put("assignment_group_id", group)
                  .put("name", "Labs")
                  .put("workflow_state", state),
          new Told("assignment-group", id(group), fields));
    } else {
      Map<String, @Nullable Object> fields = new HashMap<>();
      fields.put("due_at", "2026-09-17T06:00:00Z");
      fields.put("workflow_state", state);
      for (String absent :
          List.of("type", "section", "group", "all_day", "all_day_date", "unlock_at", "lock_at")) {
        fields.put(absent, null);
      }
      canvas(
          "assignment_override_updated",
          coin(),
          null,
          object("assignment", assignment, false),
          body ->
              body.put("assignment_id", assignment)
                  .put("assignment_override_id", group)
                  .put("due_at", "2026-09-17T06:00:00Z")
                  .put("workflow_state", state),
          new Told("assignment-override", id(assignment) + "/" + id(group), fields));
    }
  }

  private void module() {
    String module = local(6, 2);
    String item = local(7, 2);
    String state = stateOr("active");
    int position = random.nextInt(3);
    boolean isItem = coin();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("position", BigDecimal.valueOf(position));
    fields.put("workflow_state", state);
    if (!isItem) {
      fields.put("name", "Week");
    }
    canvas(
        isItem ? "module_item_updated" : "module_created",
        true,
        null,
        Optional.empty(),
        body ->
            body.put("module_id", module)
                .put("module_item_id", item)
                .put("name", "Week")
                .put("position", position)
                .put("workflow_state", state),
        isItem
            ? new Told("module-item", id(module) + "/" + id(item), fields)
            : new Told("module", id(module), fields));
  }

  private void quiz() {
    String quiz = local(8, 2);
    String state = stateOr("available");
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("title", "Plankton");
    fields.put("workflow_state", state);
    for (String absent : List.of("quiz_type", "points_possible", "due_at", "assignment")) {
      fields.put(absent, null);
    }
    canvas(
        "quiz_updated",
        true,
        null,
        object("quiz", quiz, true),
        body ->
            body.put("quiz_id", sent(quiz)).put("title", "Plankton").put("workflow_state", state),
        new Told("quiz", id(quiz), fields));
  }

  private void quizSubmitted() {
    String quiz = local(8, 2);
    String student = local(2, 2);
    String submission = local(9, 2);
    boolean named = coin();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("quiz_submission", id(submission));
    fields.put("submitted_at", time.toString());
    Told told = new Told("quiz-submission", id(quiz) + "/" + id(student), fields);
    inEither(
        () ->
            canvas(
                "quiz_submitted",
                named,
                student,
                object("quiz", quiz, false),
                body -> body.put("quiz_id", sent(quiz)).put("submission_id", sent(submission)),
                told),
        () ->
            caliper(
                "quiz_submitted",
                "AssessmentEvent",
                "Submitted",
                named,
                student,
                object("quiz", quiz, false),
                event -> {
                  ObjectNode object = event.putObject("object").put("type", "Attempt");
                  object.put("id", urn("submission", submission));
                  object.put("assignee", urn("user", student));
                  object.put("assignable", urn("quiz", quiz));
                },
                told));
  }

  private void topic() {
    String topic = local(9, 2);
    String state = stateOr("active");
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("title", "Which creature?");
    fields.put("is_announcement", false);
    fields.put("assignment", null);
    fields.put("lock_at", null);
    fields.put("workflow_state", state);
    canvas(
        "discussion_topic_updated",
        true,
        null,
        object("topic", topic, true),
        body ->
            body.put("discussion_topic_id", sent(topic))
                .put("title", "Which creature?")
                .put("is_announcement", false)
                .put("workflow_state", state),
        new Told("discussion-topic", id(topic), fields));
  }

  private void entry() {
    String topic = local(9, 2);
    String user = local(2, 2);
    String entry = user + local(9, 4);
    String name =
        oneOf("discussion_entry_created", "discussion_entry_submitted", "discussion_entry_deleted");
    boolean deletes = "discussion_entry_deleted".equals(name);
    boolean named = coin();
    Map<String, @Nullable Object> fields = new HashMap<>();
    if (deletes) {
      fields.put("deleted", true);
    } else {
      fields.put("created_at", null);
      fields.put("parent", null);
    }
    String rest = id(topic) + "/" + id(user) + "/" + id(entry);
    inEither(
        () ->
            canvas(
                name == null ? "" : name,
                named,
                user,
                object("topic", topic, false),
                body ->
                    body.put("discussion_topic_id", topic)
                        .put("discussion_entry_id", entry)
                        .put("user_id", user),
                new Told("discussion-entry", rest, fields)),
        () -> {
          if ("discussion_entry_created".equals(name)) {
            caliper(
                "discussion_entry_created",
                "MessageEvent",
                "Posted",
                named,
                user,
                object("topic", topic, false),
                event ->
                    event
                        .putObject("object")
                        .put("id", urn("discussionEntry", entry))
                        .putObject("isPartOf")
                        .put("id", urn("discussion", topic)),
                new Told("discussion-entry", rest, Map.of("created_at", time.toString())));
          }
        });
  }

  private void group() {
    String group = local(5, 2);
    String user = local(2, 2);
    String membership = local(9, 2);
    String state = stateOr("available");
    boolean isMember = coin();
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("workflow_state", state);
    if (isMember) {
      fields.put("membership", id(membership));
    } else {
      fields.put("name", "Octopus");
      for (String absent : List.of("category", "category_name", "max_membership")) {
        fields.put(absent, null);
      }
    }
    canvas(
        isMember ? "group_membership_updated" : "group_updated",
        !isMember || coin(),
        null,
        object("group", group, !isMember),
        body ->
            body.put("group_id", sent(group))
                .put("group_name", "Octopus")
                .put("user_id", isMember ? sent(user) : null)
                .put("group_membership_id", isMember ? sent(membership) : null)
                .put("workflow_state", state),
        isMember
            ? new Told("group-member", id(group) + "/" + id(user), fields)
            : new Told("group", id(group), fields));
  }

  private void ofCourse() {
    boolean isSyllabus = coin();
    String title = oneOf("Tides", "Reefs");
    Map<String, @Nullable Object> shared = new HashMap<>();
    if (isSyllabus) {
      shared.put("syllabus_changed_at", time.toString());
    } else {
      shared.put("name", title);
      shared.put("state", "available");
    }
    Map<String, @Nullable Object> all = isSyllabus ? shared : with(shared, "account", null);
    inEither(
        () ->
            canvas(
                isSyllabus ? "syllabus_updated" : "course_updated",
                true,
                null,
                Optional.empty(),
                body ->
                    body.put("course_id", sent(Integer.toString(course)))
                        .put("name", title)
                        .put("workflow_state", "available"),
                new Told("course", "", all)),
        () ->
            caliper(
                isSyllabus ? "syllabus_updated" : "course_updated",
                "Event",
                "Modified",
                true,
                null,
                Optional.empty(),
                event ->
                    event
                        .putObject("object")
                        .put("id", urn("course", Integer.toString(course)))
                        .put("type", isSyllabus ? "Document" : "CourseOffering")
                        .put("name", title)
                        .putObject("extensions")
                        .putObject(X)
                        .put("workflow_state", "available"),
                new Told("course", "", shared)));
  }

  private void read() {
    String user = local(2, 2);
    inEither(
        () ->
            canvas(
                "asset_accessed",
                true,
                user,
                Optional.empty(),
                body -> body.put("asset_type", "assignment").put("asset_id", sent(local(1, 2)))),
        () ->
            caliper(
                "asset_accessed",
                "NavigationEvent",
                "NavigatedTo",
                true,
                user,
                Optional.empty(),
                event -> event.putObject("object").put("id", urn("assignment", local(1, 2)))));
  }

  // Envelopes.

  private void inEither(Runnable canvas, Runnable caliper) {
    int dice = random.nextInt(4);
    if (dice != 1) {
      canvas.run();
    }
    if (dice != 2) {
      caliper.run();
    }
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> fields, String field, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(fields);
    more.put(field, value);
    return more;
  }

  private Optional<Named> object(String kind, String local, boolean tells) {
    return Optional.of(new Named(kind + ":" + id(local), tells));
  }

  private record Named(String object, boolean tells) {}

  private void canvas(
      String name,
      boolean named,
      @Nullable String actor,
      Optional<Named> object,
      Consumer<ObjectNode> body,
      Told... facts) {
    ObjectNode event = JSON.createObjectNode();
    ObjectNode metadata = event.putObject("metadata");
    metadata.put("event_name", name).put("event_time", MILLIS.format(time));
    metadata.put("root_account_id", "10420000000000001");
    metadata.put("request_id", "r" + random.nextInt(1_000_000));
    if (named) {
      metadata.put("context_type", "Course");
      metadata.put("context_id", sent(Integer.toString(course)));
    }
    if (actor != null) {
      metadata.put("user_id", "1042" + "0".repeat(13 - actor.length()) + actor);
    }
    body.accept(event.putObject("body"));
    boolean inBody = event.get("body").has("course") || event.get("body").has("course_id");
    keep(event, true, name, named || inBody, actor, object, facts);
  }

  private void caliper(
      String name,
      String type,
      String action,
      boolean named,
      @Nullable String actor,
      Optional<Named> object,
      Consumer<ObjectNode> content,
      Told... facts) {
    ObjectNode envelope = JSON.createObjectNode();
    ObjectNode event = envelope.putArray("data").addObject();
    event.put("id", "urn:uuid:" + random.nextInt(1_000_000)).put("type", type);
    event.put("action", action).put("eventTime", MILLIS.format(time));
    ObjectNode who = event.putObject("actor");
    who.put("id", urn("user", actor == null ? "0" : actor).replaceAll("1042(0+)$", "0"));
    who.putObject("extensions").putObject(X).put("root_account_id", "10420000000000001");
    content.accept(event);
    if (named) {
      ObjectNode group = event.putObject("group").put("type", "CourseOffering");
      group.put("id", urn("course", Integer.toString(course)));
      group
          .putObject("extensions")
          .putObject(X)
          .put("context_type", "Course")
          .put("entity_id", sent(Integer.toString(course)));
    }
    keep(envelope, false, name, named, actor, object, facts);
  }

  private void keep(
      ObjectNode event,
      boolean canvas,
      String name,
      boolean named,
      @Nullable String actor,
      Optional<Named> object,
      Told... facts) {
    made.add(
        new ToldEvent(
            event.toString(),
            canvas,
            name,
            time,
            courseId(),
            named,
            object.map(Named::object),
            object.map(Named::tells).orElse(false),
            Optional.ofNullable(actor).map(ToldEvents::id),
            List.of(facts)));
  }
}
