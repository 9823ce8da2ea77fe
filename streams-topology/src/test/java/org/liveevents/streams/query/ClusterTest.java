package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.query.Samples.course;
import static org.liveevents.streams.query.Samples.grade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liveevents.event.LiveEvent;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.validate.DriftLog;
import org.liveevents.validate.Drift;

/** Two instances: even partitions are held by the one, odd ones by the other. */
class ClusterTest {

  private static final int PARTITIONS = 6;
  private static final LedgerLine LINE = new LedgerLine(10, 6, 2, 1, 1, 1, 0);

  private final FakeInstance even = new FakeInstance(PARTITIONS);
  private final FakeInstance odd = new FakeInstance(PARTITIONS);
  private final Served first = new Served(even);
  private final Served second = new Served(odd);
  private final List<String> courses =
      IntStream.range(0, 40).mapToObj(i -> "2107~" + (500 + i)).toList();

  @BeforeEach
  void share() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (partition % 2 == 0) {
        odd.owner(partition, new Owner.There(first.address()));
      } else {
        even.owner(partition, new Owner.There(second.address()));
      }
      holder(partition).with(partition, "canvas/grade_change", LINE);
    }
    courses.forEach(
        id -> holder(even.of(id)).with(course(id)).with(grade(id, "2107~1", "2107~2", "7")));
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void anyInstanceAnswersForAnyCourse() throws Exception {
    for (String id : courses) {
      String target = "/v1/courses/" + id + "/grades/1/2";
      assertThat(first.ok(target)).isEqualTo(second.ok(target));
    }
  }

  @Test
  void passesOnWhatTheOwnerRefuses() throws Exception {
    // Given
    String elsewhere = heldByTheOther();

    // Then
    HttpResponse<String> absent = first.get("/v1/courses/" + elsewhere + "/grades/9/9");
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(absent.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void neverHopsTwice() throws Exception {
    // Given: both think the other holds it.
    String id = heldByTheOther();
    odd.owner(odd.of(id), new Owner.There(first.address()));

    // Then
    HttpResponse<String> response = first.get("/v1/courses/" + id);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(first.get("/v1/courses").statusCode()).isEqualTo(503);
  }

  @Test
  void isNotReadyWhenTheOwnerDoesNotAnswer() throws Exception {
    // Given
    String id = heldByTheOther();
    even.owner(even.of(id), new Owner.There(new Address("127.0.0.1", unusedPort())));

    // Then
    for (String target : List.of("/v1/courses/" + id, "/v1/courses", "/v1/ledger")) {
      assertThat(first.get(target).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aCopyAnswersWhereStalenessIsAllowedAndSaysSo() throws Exception {
    // Given: the owner is gone, and this instance keeps a copy
    String id = heldByTheOther();
    int partition = even.of(id);
    even.with(course(id)).with(grade(id, "2107~1", "2107~2", "7"));
    even.owner(partition, new Owner.There(new Address("127.0.0.1", unusedPort())))
        .copies(partition, new Owner.Here())
        .copying(partition);

    // When
    JsonNode answer = first.ok("/v1/courses/" + id + "/grades/1/2?stale=true");

    // Then
    assertThat(answer.get("score").intValue()).isEqualTo(7);
    assertThat(answer.at("/freshness/role").textValue()).isEqualTo("standby");
    assertThat(answer.at("/freshness/lag").longValue()).isEqualTo(5);
    assertThat(answer.at("/freshness/offset").longValue()).isEqualTo(39);
    assertThat(answer.at("/freshness/event_time").isTextual()).isTrue();
    assertThat(first.get("/v1/courses/" + id + "/grades/1/2").statusCode()).isEqualTo(503);
  }

  @Test
  void aCopyIsFoundWithOneHop() throws Exception {
    // Given: nobody processes it, and the other instance keeps a copy
    String id = courses.get(0);
    int partition = even.of(id);
    FakeInstance holder = holder(partition);
    FakeInstance other = holder == even ? odd : even;
    holder.owner(partition, new Owner.Nobody()).copies(partition, new Owner.Here());
    holder.copying(partition);
    other
        .owner(partition, new Owner.Nobody())
        .copies(partition, new Owner.There((holder == even ? first : second).address()));
    Served asked = other == even ? first : second;

    // Then
    String target = "/v1/courses/" + id + "/grades/1/2";
    assertThat(asked.ok(target + "?stale=true").at("/freshness/role").textValue())
        .isEqualTo("standby");
    assertThat(asked.get(target).statusCode()).isEqualTo(503);
    assertThat(ids(asked.ok("/v1/courses?stale=true&partition=" + partition))).contains(id);
    assertThat(asked.get("/v1/courses?partition=" + partition).statusCode()).isEqualTo(503);
  }

  @Test
  void whoeverAllowsStalenessGetsTheTruthIfThereIsOne() throws Exception {
    for (String id : courses) {
      assertThat(first.ok("/v1/courses/" + id + "?stale=true").at("/freshness/role").textValue())
          .isEqualTo("active");
    }
    String target = "/v1/courses/" + courses.get(0) + "/grades/1/2";
    assertThat(first.get(target + "?stale=true&at=2026-08-09T00:00:00Z").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aCopyThatIsStillBeingFilledAnswersNobody() throws Exception {
    String id = heldByTheOther();
    even.owner(even.of(id), new Owner.Nobody()).copies(even.of(id), new Owner.Here());

    assertThat(first.get("/v1/courses/" + id + "?stale=true").statusCode()).isEqualTo(503);
  }

  @Test
  void aSignedHopNeedsNoTokenOfTheCallers() throws Exception {
    // Given: two instances that don't know each other's tokens
    Secret ours = new Secret("shared");
    FakeInstance one = new FakeInstance(1);
    FakeInstance other = new FakeInstance(1).with(course("2107~565"));
    try (Served holder = new Served(other, "unknown", ours);
        Served asked = new Served(one, Served.TOKEN, ours, new Secret("older"));
        Served stranger = new Served(one, Served.TOKEN, new Secret("other"));
        Served unsigned = new Served(one, Served.TOKEN)) {
      one.owner(0, new Owner.There(holder.address()));

      // Then
      assertThat(asked.ok("/v1/courses/565").get("name").textValue()).isEqualTo("Botany");
      assertThat(stranger.get("/v1/courses/565").statusCode()).isEqualTo(503);
      assertThat(unsigned.get("/v1/courses/565").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void listsAllCoursesOnceInTheSameOrderWhereverAsked() throws Exception {
    assertThat(page(first, 7)).containsExactlyInAnyOrderElementsOf(courses);
    assertThat(page(first, 7)).isEqualTo(page(second, 100)).isEqualTo(page(second, 1));
  }

  @Test
  void aCursorGoesOnAtAnotherInstance() throws Exception {
    // Given
    JsonNode begin = first.ok("/v1/courses?limit=11");

    // When
    JsonNode rest = second.ok("/v1/courses?cursor=" + begin.get("next_cursor").asText());

    // Then
    List<String> ids = new ArrayList<>(ids(begin));
    ids.addAll(ids(rest));
    assertThat(ids).isEqualTo(page(first, 100));
  }

  @Test
  void findsACourseWhereverItIsFromWhereverAsked() throws Exception {
    for (String id : courses) {
      String target = "/v1/courses?search=" + id.substring(2);
      assertThat(ids(first.ok(target))).containsExactly(id);
      assertThat(first.ok(target)).isEqualTo(second.ok(target));
    }
    assertThat(ids(first.ok("/v1/courses?search=%E2%84%ACOT&limit=1000")))
        .isEqualTo(page(first, 100));
  }

  @Test
  void listsTheCoursesOfOnePartition() throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int current = partition;
      assertThat(ids(first.ok("/v1/courses?partition=" + partition)))
          .isEqualTo(courses.stream().filter(id -> even.of(id) == current).toList());
    }
  }

  @Test
  void addsTheLedgerUpOverAllPartitions() throws Exception {
    // When
    JsonNode ledger = first.ok("/v1/ledger");

    // Then
    assertThat(ledger.get("balanced").booleanValue()).isTrue();
    assertThat(ledger.get("total").get("received").longValue()).isEqualTo(60);
    assertThat(ledger.get("partitions").findValuesAsText("partition"))
        .containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(ledger.get("names").get(0).get("event_name").textValue()).isEqualTo("grade_change");
    assertThat(ledger.get("names").get(0).get("counts").get("late").longValue()).isEqualTo(6);
    assertThat(ledger.get("freshness").get("lag").longValue()).isEqualTo(18);
    assertThat(ledger).isEqualTo(second.ok("/v1/ledger"));
  }

  @Test
  void theLedgerOfOneInstanceHasWhatItHolds() throws Exception {
    assertThat(first.ok("/v1/ledger?local=true").get("partitions").findValuesAsText("partition"))
        .containsExactly("0", "2", "4");
  }

  @Test
  void thereIsNoLedgerWhenAPartitionIsAnsweredForTwiceOrNotAtAll() throws Exception {
    odd.owner(2, new Owner.Here());
    assertThat(first.get("/v1/ledger").statusCode()).isEqualTo(503);

    odd.owner(2, new Owner.There(first.address())).owner(3, new Owner.Nobody());
    assertThat(first.get("/v1/ledger").statusCode()).isEqualTo(503);
  }

  @Test
  void aLineThatDoesNotBalanceShows() throws Exception {
    odd.with(5, "canvas/course_progress", new LedgerLine(2, 1, 0, 0, 0, 0, 0));

    assertThat(first.ok("/v1/ledger").get("balanced").booleanValue()).isFalse();
  }

  @Test
  void addsDriftUpOverAllInstances() throws Exception {
    // Given
    DriftLog here = FakeInstance.drift(Instant.parse("2026-09-01T08:00:00Z"));
    DriftLog there = FakeInstance.drift(Instant.parse("2026-09-01T09:00:00Z"));
    LiveEvent event = Samples.event("grade_change");
    here.found(event, List.of(new Drift("/body/mood", Drift.Kind.UNKNOWN_FIELD)));
    there.found(event, List.of(new Drift("/body/mood", Drift.Kind.UNKNOWN_FIELD)));
    there.unknownEvent(Samples.event("coffee_spilt"));
    even.with(here);
    odd.with(there);
    try (Served one = new Served(even);
        Served other = new Served(odd)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        (partition % 2 == 0 ? odd : even)
            .owner(partition, new Owner.There((partition % 2 == 0 ? one : other).address()));
      }

      // When
      JsonNode drift = one.ok("/v1/drift");

      // Then
      assertThat(drift.get("since").textValue()).isEqualTo("2026-09-01T08:00:00Z");
      assertThat(drift.get("complete_since").textValue()).isEqualTo("2026-09-01T09:00:00Z");
      assertThat(drift.get("total").longValue()).isEqualTo(3);
      assertThat(drift.get("lines").get(0))
          .isEqualTo(
              StateJson.mapper()
                  .readTree(
                      """
                      {"format":"canvas","event_name":"grade_change","kind":"unknown_field",
                       "path":"/body/mood","count":2}"""));
      assertThat(drift.get("lines").get(1).get("event_name").textValue()).isEqualTo("coffee_spilt");
      assertThat(drift.get("freshness").get("lag").longValue()).isEqualTo(18);
      assertThat(drift).isEqualTo(other.ok("/v1/drift"));
      assertThat(one.ok("/v1/drift?local=true").get("total").longValue()).isEqualTo(1);
    }
    odd.owner(3, new Owner.Nobody());
    even.owner(3, new Owner.Nobody());
    assertThat(first.get("/v1/drift").statusCode()).isEqualTo(503);
  }

  private String heldByTheOther() {
    return courses.stream().filter(id -> even.of(id) % 2 == 1).findFirst().orElseThrow();
  }

  private FakeInstance holder(int partition) {
    return partition % 2 == 0 ? even : odd;
  }

  private static List<String> page(Served served, int limit) throws Exception {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = served.ok("/v1/courses?limit=" + limit + cursor);
      assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
      ids.addAll(ids(page));
      cursor =
          page.get("next_cursor").isNull() ? "" : "&cursor=" + page.get("next_cursor").asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  private static List<String> ids(JsonNode page) {
    return page.get("items").findValuesAsText("course");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
