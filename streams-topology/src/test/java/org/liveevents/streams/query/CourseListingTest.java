package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.query.Samples.course;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.course.Views;

/** Courses are found among all there are, page by page, however many have to be looked at. */
class CourseListingTest {

  private final FakeInstance instance = new FakeInstance(4);
  private final Served served = new Served(instance);

  @AfterEach
  void stop() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Physiologie der Böden", // the name
        "physiologie DER", // a piece of it, in any case
        "Bo\u0308den", // its letters written otherwise
        "  böden ", // with space around it
        "soil-7", // the code
        "2107~4711", // the id, in each of its forms
        "21070000000004711",
        "4711",
        "~471" // a piece of the id
      })
  void findsACourseByAPieceOfItsNameCodeOrId(String text) throws Exception {
    // Given
    instance.with(course("2107~4711", "Physiologie der Böden", "SOIL-7"));
    instance.with(course("2107~4812", "Botany", "BOT-1"));
    instance.with(Samples.entry(Views.COURSE, Samples.NOON, Map.of(), "2107~4913"));

    // Then
    assertThat(ids(served.ok(search(text)))).containsExactly("2107~4711");
  }

  @Test
  void findsNothingWhereNothingIs() throws Exception {
    assertThat(served.ok(search("botany")).get("items")).isEmpty();

    instance.with(course("2107~565"));
    JsonNode page = served.ok(search("zoology"));
    assertThat(page.get("items")).isEmpty();
    assertThat(page.get("next_cursor").isNull()).isTrue();
  }

  @Test
  void pagesThroughWhatItFindsWithoutRepeatingOrMissingOne() throws Exception {
    // Given
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String id = "2107~" + (100 + i);
      instance.with(course(id, i % 3 == 0 ? "Mosses " + i : "Ferns " + i, "C-" + i));
      if (i % 3 == 0) {
        wanted.add(id);
      }
    }

    // Then
    for (int limit : new int[] {1, 7, 20, 1000}) {
      List<JsonNode> pages = pages("mosses", limit);
      assertThat(pages.stream().flatMap(page -> ids(page).stream()))
          .containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(pages.subList(0, pages.size() - 1))
          .allSatisfy(page -> assertThat(page.get("items")).hasSize(limit));
    }
  }

  @Test
  void aCursorGoesOnWithItsOwnSearchAlone() throws Exception {
    // Given
    for (int i = 0; i < 20; i++) {
      instance.with(course("2107~" + (100 + i)));
    }
    String cursor = served.ok(search("botany") + "&limit=3").get("next_cursor").textValue();

    // Then
    assertThat(served.get(search("BOTANY ") + "&cursor=" + cursor).statusCode()).isEqualTo(200);
    assertThat(served.get(search("bot") + "&cursor=" + cursor).statusCode()).isEqualTo(400);
    assertThat(served.get("/v1/courses?cursor=" + cursor).statusCode()).isEqualTo(400);
  }

  @Test
  void looksAtNoMoreThanSoManyCoursesForAPageAndGoesOnWithTheNext() throws Exception {
    // Given: two of many in one partition, the first and the last
    FakeInstance large = new FakeInstance(1);
    int many = 2 * CourseListing.LOOKS + 10;
    for (int i = 0; i < many; i++) {
      boolean isWanted = i == 0 || i == many - 1;
      large.with(course("2107~" + (100_000 + i), isWanted ? "Mosses" : "Ferns", "C-" + i));
    }
    try (Served one = new Served(large)) {
      // When
      JsonNode first = one.ok(search("mosses"));
      JsonNode second = one.ok(search("mosses") + "&cursor=" + first.get("next_cursor").asText());
      JsonNode third = one.ok(search("mosses") + "&cursor=" + second.get("next_cursor").asText());

      // Then
      assertThat(ids(first)).containsExactly("2107~100000");
      assertThat(ids(second)).isEmpty();
      assertThat(ids(third)).containsExactly("2107~" + (100_000 + many - 1));
      assertThat(third.get("next_cursor").isNull()).isTrue();
    }
  }

  private List<JsonNode> pages(String text, int limit) throws Exception {
    List<JsonNode> pages = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = served.ok(search(text) + "&limit=" + limit + cursor);
      pages.add(page);
      cursor =
          page.get("next_cursor").isNull() ? "" : "&cursor=" + page.get("next_cursor").asText();
    } while (!cursor.isEmpty());
    return pages;
  }

  private static String search(String text) {
    return "/v1/courses?search=" + URLEncoder.encode(text, UTF_8);
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").findValuesAsText("course");
  }
}
