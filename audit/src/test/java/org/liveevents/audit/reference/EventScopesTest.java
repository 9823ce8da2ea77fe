package org.liveevents.audit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose an event is: each place that tells it, and which of two goes first. */
class EventScopesTest {

  private static final String DELIMITER = "|";

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "{'course_id':'46','course':{'id':'47'}}|course:1~46",
        "{'course':{'id':'47'},'canvas_course_id':'48'}|course:1~47",
        "{'canvas_course_id':48,'blueprint_course_id':49}|course:1~48",
        "{'blueprint_course_id':49,'context_type':'Course','context_id':'50'}|course:1~49",
        "{'context_type':'Course','context_id':'50','asset_type':'course','asset_id':7}|course:1~50",
        "{'context_type':'Group','context_id':'50','user_id':'9'}|user:1~9",
        "{'context_type':'Course','user_id':'9'}|user:1~9",
        "{'result_context_type':'Course','result_context_id':'51','context_id':'3'}|course:1~51",
        "{'result_context_type':'Group','result_context_id':'51','user_id':'9'}|user:1~9",
        "{'result_context_type':'Course','user_id':'9'}|user:1~9",
        "{'asset_type':'course','asset_id':'7'}|course:1~7",
        "{'asset_type':'quiz','asset_id':'7','user_id':'9'}|user:1~9",
        "{'student_id':'8','user_id':'9'}|user:1~8",
        "{'user_id':'9','user':{'id':'10'}}|user:1~9",
        "{'user':{'id':'10'},'author_id':'11'}|user:1~10",
        "{'author_id':'11','account_id':'4'}|user:1~11",
        "{'account_id':'4'}|account:1~4",
      })
  void ofTheBodyOfACanvasEvent(String body, String scope) {
    assertThat(Texts.event(Texts.canvas("grade_change", "", body)).scope()).isEqualTo(scope);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "'context_type':'Course','context_id':'5'|{}|course:1~5",
        "'context_type':'Course','context_id':'5'|{'course_id':'6'}|course:1~6",
        "'context_type':'User','context_id':'5','user_id':'7'|{}|user:1~7",
        "'context_type':'Account','context_id':'5','context_account_id':'6'|{}|account:1~5",
        "'context_type':'Account','context_id':'5'|{'account_id':'8'}|account:1~8",
        "'context_type':'Group','context_id':'5','context_account_id':'6','root_account_id':'7'|{}|"
            + "account:1~6",
        "'root_account_id':'7'|{}|account:1~7",
      })
  void ofThePageOfACanvasEvent(String metadata, String body, String scope) {
    assertThat(Texts.event(Texts.canvas("grade_change", metadata, body)).scope()).isEqualTo(scope);
  }

  /** The same object first, whatever the page says; the page, its account and the root then. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "'user_id':'20000000000007','context_id':'30000000000005'|{'user_id':'7'}|user:2~7",
        "'user_id':'20000000000007','context_id':'30000000000005'|{'user_id':'8'}|user:3~8",
        "'context_account_id':'20000000000007','context_id':'30000000000005'|{'account_id':7}|"
            + "account:2~7",
        "'root_account_id':'20000000000007','context_id':'30000000000005'|{'account_id':7}|"
            + "account:2~7",
        "'root_account_id':'20000000000007','context_account_id':'30000000000005'|"
            + "{'course_id':7}|course:3~7",
        "'root_account_id':'20000000000007'|{'course_id':'7'}|course:2~7",
        "'root_account_id':'20000000000007'|{'course_id':'9~7'}|course:9~7",
        "'root_account_id':'20000000000007'|{'course_id':'seven'}|course:seven",
        "'root_account_id':'20000000000007'|{'course_id':'9999999999999'}|course:2~9999999999999",
        "'root_account_id':'20000000000007'|{'course_id':'10000000000000'}|course:1~0",
      })
  void givesALocalIdTheShardThatIsNearest(String metadata, String body, String scope) {
    assertThat(Texts.event(Texts.canvas("grade_change", metadata, body)).scope()).isEqualTo(scope);
  }

  @Test
  void whatIsOfNoCourseByItsNameIsNot() {
    String metadata = "'context_type':'Course','context_id':'5','user_id':'7'";
    Event created = Texts.event(Texts.canvas("user_created", metadata, "{'course_id':'6'}"));
    assertThat(created.scope()).isEqualTo("user:1~7");
    assertThat(created.course()).isNull();
    Event unknown = Texts.event(Texts.canvas("something_new", metadata, "{'course_id':'6'}"));
    assertThat(unknown.scope()).isEqualTo("course:1~6");
    assertThat(unknown.course()).isEqualTo("1~6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "'object':{'id':'U:submission:1','extensions':{'X':{'course_id':'U:course:46'}}}|course:1~46",
        "'object':{'id':'U:course:45','extensions':{'X':{'course_id':'46'}}}|course:1~45",
        "'object':{'extensions':{'X':{'course_id':'U:user:46','context_id':'47',"
            + "'context_type':'Course'}}}|course:1~47",
        "'object':{'extensions':{'X':{'context_id':'47','context_type':'User'}}}|none",
        "'object':{'id':'U:course:45','extensions':{'X':{'context_type':'Course'}}}|course:1~45",
        "'object':'U:course:45'|course:1~45",
        "'object':'U:quiz:45','group':{'id':'U:course:44'}|course:1~44",
        "'object':'U:course:45','group':{'id':'U:course:44'}|course:1~45",
        "'group':{'id':'U:course:44','extensions':{'X':{'entity_id':'43',"
            + "'context_type':'Course'}}}|course:1~43",
        "'group':{'id':'U:course:44','extensions':{'X':{'entity_id':'43',"
            + "'context_type':'User'}}}|course:1~44",
        "'group':{'id':'U:course:44','extensions':{'X':{'context_type':'Course'}}}|course:1~44",
        "'group':{'id':'U:group:44'},'membership':{'organization':{'id':'U:course:42'}}|course:1~42",
        "'membership':{'organization':'U:course:41:section:9'}|course:1~41",
        "'membership':{'organization':'U:course:'}|none",
        "'membership':{'organization':'U:lecture:41:section:9'}|none",
        "'membership':{'organization':'U:course:41:part:9'}|none",
        "'object':{'assignee':'U:user:1','member':'U:user:2'}|user:1~1",
        "'object':{'member':{'id':'U:user:2'},'extensions':{'X':{'user_id':'U:user:3'}}}|user:1~2",
        "'object':{'extensions':{'X':{'user_id':'U:user:3'}}},'actor':{'id':'U:user:4'}|user:1~3",
        "'object':{'assignee':'U:quiz:1'},'actor':{'id':'U:user:4'}|user:1~4",
        "'object':{'assignee':'U:user:0'},'actor':{'id':'U:user:4'}|user:1~4",
        "'actor':{'id':'U:user:4','type':'SoftwareApplication'}|none",
        "'actor':{'id':'U:user:4','type':'Person'}|user:1~4",
        "'object':'U:account:6'|account:1~6",
        "'object':'U:quiz:6','actor':{'extensions':{'X':{'root_account_id':'5'}}}|account:1~5",
        "'actor':{'extensions':{'X':{'root_account_id':'5'}}}|account:1~5",
      })
  void ofACaliperEvent(String entry, String scope) {
    assertThat(
            Texts.event(Texts.caliper("GradeEvent", "Graded", entry))
                .scope()
                .replaceFirst(":.{32}$", ""))
        .isEqualTo(scope);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "'object':{'assignee':'U:user:7'},'actor':'U:user:20000000000007'|user:2~7",
        "'object':{'assignee':'U:user:7'},'actor':{'extensions':{'X':{"
            + "'root_account_id':'20000000000001'}}}|user:2~7",
        "'object':'U:account:1','actor':{'extensions':{'X':{'root_account_id':'20000000000001'}}},"
            + "'group':{'extensions':{'X':{'entity_id':'30000000000001'}}}|account:2~1",
        "'object':'U:course:5','group':'U:course:20000000000005'|course:2~5",
        "'object':'U:course:5','group':{'extensions':{'X':{'entity_id':'30000000000001'}}}|course:3~5",
      })
  void givesALocalIdOfCaliperTheShardThatIsNearest(String entry, String scope) {
    assertThat(Texts.event(Texts.caliper("GradeEvent", "Graded", entry)).scope()).isEqualTo(scope);
  }

  @Test
  void whatIsOfNoCourseByItsCaliperNameIsNot() {
    String entry = "'object':'U:course:1','group':'U:course:2','actor':'U:user:3'";
    Event login = Texts.event(Texts.caliper("SessionEvent", "LoggedIn", entry));
    assertThat(login.scope()).isEqualTo("user:1~3");
    assertThat(login.course()).isNull();
    assertThat(Texts.event(Texts.caliper("ViewEvent", "Viewed", entry)).course()).isEqualTo("1~1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "'hostname':'canvas.example.edu','root_account_id':'20000000000001'|canvas.example.edu",
        "'hostname':'not a host','root_account_id':'20000000000001'|2~1",
        "'hostname':'.example','root_account_id':'9'|1~9",
        "'root_account_id':'nine'|unknown",
        "'user_id':'9'|unknown",
      })
  void namesWhereAnEventComesFrom(String metadata, String origin) {
    assertThat(Texts.event(Texts.canvas("grade_change", metadata, "{}")).origin())
        .isEqualTo(origin);
  }

  @Test
  void aHostHasAtMost253Characters() {
    for (int length : new int[] {253, 254}) {
      String host = "h".repeat(length);
      assertThat(
              Texts.event(Texts.canvas("grade_change", "'hostname':'" + host + "'", "{}")).origin())
          .isEqualTo(length == 253 ? host : "unknown");
      assertThat(
              Texts.event(
                      Texts.caliper(
                          "GradeEvent", "Graded", "'extensions':{'X':{'hostname':'" + host + "'}}"))
                  .origin())
          .isEqualTo(length == 253 ? host : "unknown");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "{'data':[]}|caliper_not_an_event|none",
        "{'data':[{},{}]}|caliper_not_an_event|none",
        "{'data':['a']}|caliper_not_an_event|none",
        "{'data':[{'action':'Graded'}]}|caliper_not_an_event|none",
        "{'data':[{'type':'GradeEvent'}]}|caliper_not_an_event|none",
        "{'data':[{'type':'GradeEvent','action':'Graded'}]}|no_event_time|grade_change",
        "{'data':[{'type':'GradeEvent','action':'Viewed'}]}|no_event_time|unrecognized",
        "{'data':[{'type':'GradeEvent','action':'Graded','eventTime':'x'}]}|bad_event_time|"
            + "grade_change",
        "{'metadata':{'event_name':'grade_change'},'body':7}|not_an_event|grade_change",
        "{'metadata':{'event_name':'new'},'body':7}|not_an_event|unrecognized",
        "{'metadata':{},'body':7}|not_an_event|none",
        "{'metadata':{'event_name':'grade_change'},'body':{}}|no_event_time|grade_change",
        "{'metadata':{'event_name':'new','event_time':'x'},'body':{}}|bad_event_time|unrecognized",
      })
  void refusedEventsAreCountedUnderTheirNames(String text, String code, String label) {
    Read read = Texts.read(text);
    assertThat(read.code()).isEqualTo(code);
    assertThat(read.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = DELIMITER,
      quoteCharacter = '`',
      value = {
        "NavigationEvent|NavigatedTo||asset_accessed",
        "SessionEvent|LoggedOut||logged_out",
        "AssessmentEvent|Submitted||quiz_submitted",
        "AssignableEvent|Submitted||submission_created",
        "MessageEvent|Posted||discussion_entry_created",
        "ThreadEvent|Created||discussion_topic_created",
        "Event|Modified|'object':{'id':'U:course:1','type':'Document'}|syllabus_updated",
        "Event|Created|'object':{'id':'U:course:1','type':'Document'}|Event.Created",
        "Event|Created|'object':{'id':'U:course:1','type':'CourseOffering'}|course_created",
        "Event|Deleted|'object':'U:attachment:1'|attachment_deleted",
        "Event|Modified|'object':'U:quizzes:quiz:1'|quiz_updated",
        "Event|Created|'object':'U:groupCategory:1'|group_category_created",
        "Event|Created|'object':'U:groupMembership:1'|group_membership_created",
        "Event|Modified|'object':'U:wikiPage:1'|wiki_page_updated",
        "Event|Created|'object':'U:account:1'|user_account_association_created",
        "Event|Created|'object':'U:enrollment:1'|enrollment_created",
        "Event|Modified|'object':{'id':'U:enrollment:1','extensions':{'X':{'state':'active'}}}|"
            + "enrollment_state_updated",
        "Event|Viewed|'object':'U:quiz:1'|Event.Viewed",
        "Event|Created|'object':'U:pony:1'|Event.Created",
        "Event|Created||Event.Created",
        "Event|Deleted|'object':'U:quiz:1'|Event.Deleted",
      })
  void derivesTheNameOfACaliperEvent(String type, String action, String entry, String name) {
    Event event = Texts.event(Texts.caliper(type, action, entry == null ? "" : entry));
    assertThat(event.name()).isEqualTo(name);
    assertThat(event.isKnown()).isEqualTo(!name.contains("."));
  }
}
