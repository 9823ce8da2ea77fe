package org.liveevents.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.envelope.Payloads.caliper;
import static org.liveevents.envelope.Payloads.canvas;
import static org.liveevents.envelope.Payloads.event;
import static org.liveevents.envelope.Payloads.scope;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.PayloadFormat;

class CaliperEnvelopeTest {

  private static final String[][] NAMES = {
    {"NavigationEvent", "NavigatedTo", "assignment", "", "asset_accessed"},
    {"SessionEvent", "LoggedIn", "session", "", "logged_in"},
    {"SessionEvent", "LoggedOut", "session", "", "logged_out"},
    {"GradeEvent", "Graded", "submission", "", "grade_change"},
    {"AssessmentEvent", "Submitted", "submission", "", "quiz_submitted"},
    {"AssignableEvent", "Submitted", "submission", "", "submission_created"},
    {"MessageEvent", "Posted", "discussionEntry", "", "discussion_entry_created"},
    {"ThreadEvent", "Created", "discussion", "", "discussion_topic_created"},
    {"Event", "Created", "assignment", "", "assignment_created"},
    {"Event", "Modified", "assignment", "", "assignment_updated"},
    {"Event", "Created", "assignment_override", "", "assignment_override_created"},
    {"Event", "Modified", "assignment_override", "", "assignment_override_updated"},
    {"Event", "Created", "attachment", "", "attachment_created"},
    {"Event", "Modified", "attachment", "", "attachment_updated"},
    {"Event", "Deleted", "attachment", "", "attachment_deleted"},
    {"Event", "Created", "course", "'type':'CourseOffering'", "course_created"},
    {"Event", "Modified", "course", "'type':'CourseOffering'", "course_updated"},
    {"Event", "Modified", "course", "'type':'Document'", "syllabus_updated"},
    {"Event", "Created", "enrollment", "", "enrollment_created"},
    {"Event", "Modified", "enrollment", "", "enrollment_updated"},
    {"Event", "Created", "enrollment", state("active"), "enrollment_state_created"},
    {"Event", "Modified", "enrollment", state("completed"), "enrollment_state_updated"},
    {"Event", "Created", "group", "", "group_created"},
    {"Event", "Created", "groupCategory", "", "group_category_created"},
    {"Event", "Created", "groupMembership", "", "group_membership_created"},
    {"Event", "Created", "quiz", "", "quiz_created"},
    {"Event", "Modified", "quizzes:quiz", "", "quiz_updated"},
    {"Event", "Modified", "submission", "", "submission_updated"},
    {"Event", "Created", "account", "", "user_account_association_created"},
    {"Event", "Created", "wikiPage", "", "wiki_page_created"},
    {"Event", "Modified", "wikiPage", "", "wiki_page_updated"},
    {"Event", "Deleted", "wikiPage", "", "wiki_page_deleted"},
  };

  @Test
  void namesEveryEventCanvasSendsAsCaliper() {
    // Given
    Set<EventName> named = new HashSet<>();

    // When
    for (String[] row : NAMES) {
      String object = object(row[2] + ":21070000000000042", row[3]);
      LiveEvent event = event(caliper(row[0], row[1], object));
      assertThat(event.name()).isEqualTo(new EventName(row[4], true));
      assertThat(event.format()).isEqualTo(PayloadFormat.CALIPER);
      assertThat(event.time()).isEqualTo(Instant.parse("2026-09-01T08:15:30.123Z"));
      named.add(event.name());
    }

    // Then
    assertThat(named)
        .hasSize(32)
        .allSatisfy(
            name ->
                assertThat(EventCatalogue.bundled().find(name.text()))
                    .hasValueSatisfying(known -> assertThat(known.inCaliper()).isTrue()));
  }

  @ParameterizedTest
  @CsvSource({
    "Event, Created, lti/tool_proxy:1",
    "Event, Created, course:1:section:2",
    "Event, Deleted, course:1",
    "Event, Modified, account:1",
    "Event, Modified, group:1",
    "Event, Submitted, assignment:1",
    "Event, Created, user:1",
    "GradeEvent, Created, submission:1",
    "quizzes, quiz_created, quiz:1",
    "grade_change, x, quiz:1",
  })
  void whatTheCatalogueDoesNotSendAsCaliperIsUnrecognized(String type, String action, String urn) {
    // When
    EventName name = event(caliper(type, action, object(urn, ""))).name();

    // Then
    assertThat(name).isEqualTo(new EventName(type + "." + action, false));
    assertThat(name.label()).isEqualTo("unrecognized");
  }

  @Test
  void anEnrollmentStateIsToldFromAnEnrollmentByItsState() {
    assertThat(
            event(caliper("Event", "Created", object("enrollment:5", extensions("'state':null"))))
                .name()
                .text())
        .isEqualTo("enrollment_created");
    assertThat(
            event(caliper("Event", "Created", object("enrollment:5", state("active"))))
                .name()
                .text())
        .isEqualTo("enrollment_state_created");
  }

  @Test
  void aViewedSyllabusIsAnAssetAndNotAnUpdate() {
    assertThat(
            event(
                    caliper(
                        "NavigationEvent", "NavigatedTo", object("course:5", "'type':'Document'")))
                .name()
                .text())
        .isEqualTo("asset_accessed");
  }

  @Test
  void findsTheCourseOfTheGroupByItsEntity() {
    assertThat(scope(graded(group("course:21070000000000565", "21070000000000565"))))
        .isEqualTo("course:2107~565");
  }

  @Test
  void findsTheCourseOfASectionGroup() {
    assertThat(
            scope(
                graded(
                    group(
                        "course:21070000000000565:section:21070000000000811",
                        "21070000000000565"))))
        .isEqualTo("course:2107~565");
    assertThat(
            scope(
                graded(
                    "'group':{'id':'urn:instructure:canvas:course:21070000000000565:section:8'}")))
        .isEqualTo("course:2107~565");
  }

  @Test
  void aLocalGroupIdMeetsItsGlobalEntity() {
    // When
    LiveEvent event =
        event(
            caliper(
                "ThreadEvent",
                "Created",
                object("discussion:1", extensions("'context_type':'Course','context_id':'565'"))
                    + ","
                    + group("course:565", "21070000000000565")));

    // Then
    assertThat(event.scope().key()).isEqualTo("course:2107~565");
    assertThat(event.contradictory()).isFalse();
  }

  @Test
  void aLocalCourseMeetsTheGlobalOneOfTheGroupsUrnAlone() {
    // When
    LiveEvent event =
        event(
            caliper(
                "ThreadEvent",
                "Created",
                object("discussion:1", extensions("'context_type':'Course','context_id':'565'"))
                    + ",'group':'urn:instructure:canvas:course:21070000000000565'"));

    // Then
    assertThat(event.scope().key()).isEqualTo("course:2107~565");
    assertThat(event.contradictory()).isFalse();
  }

  @Test
  void aLocalGroupTakesTheShardOfTheActorsRootAccount() {
    assertThat(scope(graded(actor("21070000000000009") + "," + group("course:565", "565"))))
        .isEqualTo("course:2107~565");
  }

  @Test
  void theCourseOfTheObjectBeatsThatOfThePage() {
    // When
    LiveEvent event =
        event(
            caliper(
                "Event",
                "Created",
                object(
                        "enrollment:5",
                        extensions("'course_id':'urn:instructure:canvas:course:21070000000000046'"))
                    + ","
                    + group("course:21070000000000565", "21070000000000565")));

    // Then
    assertThat(event.scope().key()).isEqualTo("course:2107~46");
    assertThat(event.contradictory()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'object':{'id':'urn:instructure:canvas:course:21070000000000565'}",
        "'object':'urn:instructure:canvas:course:21070000000000565'",
        "'group':'urn:instructure:canvas:course:21070000000000565'",
        "'group':{'id':'urn:instructure:canvas:course:21070000000000565'}",
        "'membership':{'organization':'urn:instructure:canvas:course:21070000000000565'}",
        "'membership':{'organization':{'id':'urn:instructure:canvas:course:21070000000000565:section:8'}}",
      })
  void entitiesAreReadAsObjectsAndAsTexts(String rest) {
    assertThat(scope(caliper("NavigationEvent", "NavigatedTo", rest))).isEqualTo("course:2107~565");
  }

  @Test
  void aGroupThatIsNoCourseGivesNone() {
    assertThat(
            scope(
                caliper(
                    "NavigationEvent",
                    "NavigatedTo",
                    actor("21070000000000009")
                        + ",'group':{'id':'urn:instructure:canvas:group:21070000000000565',"
                        + extensions("'context_type':'Group','entity_id':'21070000000000565'")
                        + "}")))
        .isEqualTo("user:2107~9");
  }

  @Test
  void theStudentComesBeforeWhoActed() {
    // Given
    String graded =
        caliper(
            "GradeEvent",
            "Graded",
            actor("21070000000000001")
                + ","
                + object(
                    "submission:5",
                    "'assignee':{'id':'urn:instructure:canvas:user:21070000000000009'}"));
    String asText =
        caliper(
            "GradeEvent",
            "Graded",
            actor("21070000000000001")
                + ","
                + object(
                    "submission:5", "'assignee':'urn:instructure:canvas:user:21070000000000009'"));

    // Then
    assertThat(scope(graded)).isEqualTo("user:2107~9");
    assertThat(scope(asText)).isEqualTo("user:2107~9");
  }

  @Test
  void theUserZeroIsNobody() {
    assertThat(scope(caliper("SessionEvent", "LoggedIn", actor("0")))).isEqualTo("account:2107~1");
    assertThat(
            scope(
                caliper(
                    "Event",
                    "Created",
                    actor("0")
                        + ","
                        + object(
                            "account:21070000000000017",
                            extensions(
                                "'user_id':'urn:instructure:canvas:user:21070000000000009'")))))
        .isEqualTo("user:2107~9");
  }

  @Test
  void anApplicationThatActsIsNoUser() {
    // When
    LiveEvent event =
        event(
            caliper(
                "GradeEvent",
                "Graded",
                "'actor':{'id':'urn:instructure:canvas:user:5','type':'SoftwareApplication'}"));

    // Then
    assertThat(event.scope().key()).isEqualTo("none:" + event.id());
    assertThat(
            scope(
                caliper(
                    "GradeEvent",
                    "Graded",
                    "'actor':{'id':'http://www.canvaslms.com/','type':'SoftwareApplication'},"
                        + group("course:21070000000000565", "21070000000000565"))))
        .isEqualTo("course:2107~565");
  }

  @Test
  void anAccountAloneIsTheScope() {
    assertThat(scope(caliper("NavigationEvent", "NavigatedTo", object("account:17", ""))))
        .isEqualTo("account:1~17");
  }

  @Test
  void sessionsBelongToTheirUserWhateverTheGroup() {
    assertThat(
            scope(
                caliper(
                    "SessionEvent",
                    "LoggedOut",
                    actor("21070000000000009")
                        + ","
                        + group("course:21070000000000565", "21070000000000565"))))
        .isEqualTo("user:2107~9");
  }

  @Test
  void theOriginIsTheHostOrTheRootAccount() {
    assertThat(
            event(
                    caliper(
                        "SessionEvent",
                        "LoggedIn",
                        actor("5") + "," + extensions("'hostname':'oxana.example.edu'")))
                .origin())
        .isEqualTo("oxana.example.edu");
    assertThat(event(caliper("SessionEvent", "LoggedIn", actor("5"))).origin()).isEqualTo("2107~1");
  }

  @Test
  void bothFormsOfOneHappeningShareTheirScope() {
    assertSameScope(
        canvas(
            "grade_change",
            "'context_type':'Course','context_id':'21070000000000565',"
                + "'user_id':'21070000000000001'",
            "{'student_id':'21070000000000009'}"),
        graded(actor("21070000000000001") + "," + group("course:565", "21070000000000565")));
    assertSameScope(
        canvas(
            "enrollment_created",
            "'context_type':'Course','context_id':'21070000000000565'",
            "{'course_id':'21070000000000565','user_id':'21070000000000009'}"),
        caliper(
            "Event",
            "Created",
            object(
                "enrollment:21070000000000005",
                extensions(
                    "'course_id':'urn:instructure:canvas:course:21070000000000565',"
                        + "'user_id':'urn:instructure:canvas:user:21070000000000009'"))));
    assertSameScope(
        canvas(
            "group_membership_created",
            "'root_account_id':'21070000000000001','user_id':'21070000000000001'",
            "{'user_id':'21070000000000009'}"),
        caliper(
            "Event",
            "Created",
            actor("21070000000000001")
                + ","
                + object(
                    "groupMembership:21070000000000005",
                    "'member':{'id':'urn:instructure:canvas:user:21070000000000009'}")));
    assertSameScope(
        canvas(
            "syllabus_updated",
            "'context_type':'Course','context_id':'21070000000000565'",
            "{'course_id':'21070000000000565'}"),
        caliper("Event", "Modified", object("course:21070000000000565", "'type':'Document'")));
    assertSameScope(
        canvas("logged_in", "'user_id':'21070000000000009'", "{}"),
        caliper("SessionEvent", "LoggedIn", actor("21070000000000009")));
  }

  @Test
  void urnsAreSplitAtTheLastColon() {
    assertThat(CanvasUrn.parse("urn:instructure:canvas:quizzes:quiz:5"))
        .contains(new CanvasUrn("quizzes:quiz", "5"));
    assertThat(CanvasUrn.parse("urn:instructure:canvas:lti/tool_proxy:5"))
        .contains(new CanvasUrn("lti/tool_proxy", "5"));
    assertThat(CanvasUrn.parse("urn:instructure:canvas:course:5:section:6"))
        .hasValueSatisfying(urn -> assertThat(urn.course()).contains("5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "urn:instructure:canvas:",
        "urn:instructure:canvas:course",
        "urn:instructure:canvas:course:",
        "urn:instructure:canvas::5",
        "urn:uuid:5",
        "http://www.canvaslms.com/",
        "URN:INSTRUCTURE:CANVAS:course:5"
      })
  void otherTextsAreNoUrns(String text) {
    assertThat(CanvasUrn.parse(text)).isEmpty();
  }

  private static void assertSameScope(String canvas, String caliper) {
    assertThat(event(caliper).name()).isEqualTo(event(canvas).name());
    assertThat(scope(caliper)).isEqualTo(scope(canvas));
  }

  private static String graded(String rest) {
    return caliper("GradeEvent", "Graded", object("submission:21070000000000005", "") + "," + rest);
  }

  private static String object(String urn, String more) {
    return "'object':{'id':'urn:instructure:canvas:"
        + urn
        + "'"
        + (more.isEmpty() ? "" : "," + more)
        + "}";
  }

  private static String actor(String user) {
    return "'actor':{'id':'urn:instructure:canvas:user:"
        + user
        + "','type':'Person',"
        + extensions("'root_account_id':'21070000000000001'")
        + "}";
  }

  private static String group(String urn, String entity) {
    return "'group':{'id':'urn:instructure:canvas:"
        + urn
        + "',"
        + extensions("'context_type':'Course','entity_id':'" + entity + "'")
        + "}";
  }

  private static String state(String state) {
    return extensions("'state':'" + state + "'");
  }

  private static String extensions(String members) {
    return "'extensions':{'com.instructure.canvas':{" + members + "}}";
  }
}
