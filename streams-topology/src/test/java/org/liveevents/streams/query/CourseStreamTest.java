package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.Views;

@Timeout(60)
class CourseStreamTest {

  private static final String PATH = "/v1/courses/2107~565/stream";
  private static final String KEY = "2107~565/2107~1/2107~9";
  private static final String GRADE = Views.GRADE.store();

  private final FakeChanges changes = new FakeChanges();
  private final Served served = new Served(new FakeInstance(1).with(changes));

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void tellsChangesAsTheyHappen() throws Exception {
    try (Reader reader = open(PATH, "")) {
      // When
      changes.tell(GRADE, KEY, "{\"score\":7}").tell(GRADE, KEY, "null");

      // Then
      Map<String, String> first = reader.next("change");
      assertThat(json(first).get("view").textValue()).isEqualTo("latest-grade");
      assertThat(json(first).get("key").textValue()).isEqualTo(KEY);
      assertThat(json(first).get("value").get("score").intValue()).isEqualTo(7);
      assertThat(json(reader.next("change")).get("value").isNull()).isTrue();
    }
  }

  @Test
  void goesOnAfterTheLastIdSeenThere() throws Exception {
    // Given
    changes.tell(GRADE, KEY, "{\"score\":1}").tell(GRADE, KEY, "{\"score\":2}");
    String id;
    try (Reader reader = open(PATH, "")) {
      changes.tell(GRADE, KEY, "{\"score\":3}");
      id = reader.next("change").get("id");
    }
    changes.tell(GRADE, KEY, "{\"score\":4}");

    // When
    try (Reader reader = open(PATH, id)) {
      changes.tell(GRADE, KEY, "{\"score\":5}");

      // Then
      assertThat(json(reader.next("change")).at("/value/score").intValue()).isEqualTo(4);
      assertThat(json(reader.next("change")).at("/value/score").intValue()).isEqualTo(5);
    }
  }

  @Test
  void whoHasSeenNothingYetMissesNothingEither() throws Exception {
    // Given: an id, and no change with it
    String id;
    try (Reader reader = open(PATH, "")) {
      id = reader.next("").get("id");
    }
    changes.tell(GRADE, KEY, "{\"score\":4}");

    // Then
    try (Reader reader = open(PATH, id)) {
      assertThat(json(reader.next("change")).at("/value/score").intValue()).isEqualTo(4);
    }
  }

  @Test
  void resetsWhoCannotBeToldTheRest() throws Exception {
    // Given
    changes.tell(GRADE, KEY, "{\"score\":1}");
    String id;
    try (Reader reader = open(PATH, "")) {
      changes.tell(GRADE, KEY, "{\"score\":2}");
      id = reader.next("change").get("id");
    }
    changes.tell(GRADE, KEY, "{\"score\":3}").tell(GRADE, KEY, "{\"score\":4}").compacted(4);

    for (String old : new String[] {id, "0", "nonsense", "9".repeat(400)}) {
      try (Reader reader = open(PATH, old)) {
        // When
        Map<String, String> reset = reader.next("reset");
        changes.tell(GRADE, KEY, "{\"score\":5}");

        // Then
        assertThat(FeedPosition.parse(reset.get("id"), Views.topics().size())).isPresent();
        assertThat(json(reader.next("change")).at("/value/score").intValue()).isEqualTo(5);
      }
    }
  }

  @Test
  void tellsOnlyTheViewsAskedFor() throws Exception {
    try (Reader reader = open(PATH + "?views=course-progress,latest-grade", "")) {
      // When
      changes
          .tell(Views.SCORE.store(), "2107~565/2107~9", "{}")
          .tell(Views.PROGRESS.store(), "2107~565/2107~9", "{}");

      // Then
      assertThat(json(reader.next("change")).get("view").textValue()).isEqualTo("course-progress");
    }
    assertThat(served.get(PATH + "?views=latest-grade,secrets").statusCode()).isEqualTo(400);
  }

  @Test
  void noLineBreakInAValueEndsAnEvent() throws Exception {
    try (Reader reader = open(PATH, "")) {
      changes.tell(GRADE, KEY, "{\"score\":\n7,\r\n\"grade\":\"a\\nb\"}");

      JsonNode value = json(reader.next("change")).get("value");
      assertThat(value.get("score").intValue()).isEqualTo(7);
      assertThat(value.get("grade").textValue()).isEqualTo("a\nb");
    }
  }

  @Test
  void whoReadsTooSlowlyIsCutOff() throws Exception {
    try (Reader reader = open(PATH, "")) {
      // When: more than fits, at once
      String large = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
      for (int i = 0; i < 10_000; i++) {
        changes.tell(GRADE, KEY, large);
      }

      // Then
      assertThat(reader.rest()).isLessThan(10_000);
    }
  }

  @Test
  void needsATokenAndABroker() throws Exception {
    assertThat(Served.send(served.request(PATH)).statusCode()).isEqualTo(401);

    changes.away();
    HttpResponse<String> response = served.get(PATH);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void endsWithTheServer() throws Exception {
    try (Reader reader = open(PATH, "")) {
      served.close();

      assertThat(reader.rest()).isZero();
    }
  }

  @Test
  void whatIsAskedForByHeadIsNotFollowed() throws Exception {
    HttpRequest.Builder head =
        served
            .request(PATH)
            .header("Authorization", "Bearer " + Served.TOKEN)
            .method("HEAD", HttpRequest.BodyPublishers.noBody());

    assertThat(Served.send(head).statusCode()).isEqualTo(200);
    assertThat(changes.followers()).isZero();
  }

  private static JsonNode json(Map<String, String> event) throws Exception {
    return StateJson.mapper().readTree(event.get("data"));
  }

  private Reader open(String path, String id) throws Exception {
    HttpRequest.Builder request =
        served.request(path).header("Authorization", "Bearer " + Served.TOKEN);
    if (!id.isEmpty()) {
      request.header("Last-Event-ID", id);
    }
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    return new Reader(response.body());
  }

  /** Reads events as a browser does. */
  private record Reader(InputStream in, BufferedReader lines) implements AutoCloseable {

    Reader(InputStream in) {
      this(in, new BufferedReader(new InputStreamReader(in, UTF_8)));
    }

    /** The next one of that name, fields by name. */
    Map<String, String> next(String name) throws Exception {
      Map<String, String> event = new HashMap<>();
      String line = lines.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          if (name.equals(event.getOrDefault("event", ""))) {
            return event;
          }
          event.clear();
        } else {
          int colon = line.indexOf(": ");
          event.merge(line.substring(0, colon), line.substring(colon + 2), String::concat);
        }
        line = lines.readLine();
      }
      throw new AssertionError("the stream has ended");
    }

    /** How many changes come until the stream ends. */
    long rest() {
      return lines.lines().filter("event: change"::equals).count();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
