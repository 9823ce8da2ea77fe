package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.streams.query.access.AccessSettings;

class ProblemsTest {

  private final FakeInstance instance = new FakeInstance(4);
  private final Served served = new Served(instance);

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void saysNotFoundWithSinceWhenAndAsOfWhen() throws Exception {
    // When
    JsonNode problem = problem(served.get("/v1/courses/565"), 404);

    // Then
    assertThat(problem.get("title").textValue()).isEqualTo("Not Found");
    assertThat(problem.get("listening_since").textValue()).isEqualTo("2026-08-01T00:00:00Z");
    assertThat(problem.get("freshness").get("offset").longValue()).isEqualTo(41);
  }

  @Test
  void neverSaysNotFoundWhileThePartitionIsNotCertainlyHere() throws Exception {
    // Given
    instance.restoring(instance.of("2107~565"));

    // Then
    assertNotReady(served.get("/v1/courses/565"));
    assertNotReady(served.get("/v1/courses/565/grades/1/2"));
    assertNotReady(served.get("/v1/courses"));
    assertNotReady(served.get("/v1/ledger"));
  }

  @Test
  void isNotReadyWhileNobodyHoldsThePartition() throws Exception {
    instance.allOwnedBy(new Owner.Nobody());

    assertNotReady(served.get("/v1/courses/565"));
    assertNotReady(served.get("/v1/courses"));
    assertNotReady(served.get("/v1/ledger"));
  }

  @Test
  void isNotReadyWhileThePartitionsAreNotKnown() throws Exception {
    instance.knowingNothing();

    assertNotReady(served.get("/v1/courses/565"));
    assertNotReady(served.get("/v1/courses"));
    assertNotReady(served.get("/v1/ledger"));
    assertThat(served.ok("/v1/instances").get("partitions").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/courses/botany",
        "/v1/courses/2107~",
        "/v1/courses/-1",
        "/v1/courses/99999999999999999999",
        "/v1/courses/565/grades?student=x",
        "/v1/courses/565/grades/1/me",
        "/v1/courses?limit=0",
        "/v1/courses?limit=1001",
        "/v1/courses?limit=ten",
        "/v1/courses?partition=4",
        "/v1/courses?limit=1&limit=2",
        "/v1/ledger?local=yes",
        "/v1/courses/565?at=2026-08-01T00:00:00Z",
        "/v1/courses/565?fresh=true",
      })
  void refusesAQuestionThatMakesNoSense(String target) throws Exception {
    problem(served.get(target), 400);
  }

  @Test
  void knowsNoOtherPathsAndNoOtherMethods() throws Exception {
    // When
    HttpResponse<String> posted =
        Served.send(
            served
                .request("/v1/courses")
                .header("Authorization", "Bearer " + Served.TOKEN)
                .POST(BodyPublishers.noBody()));

    // Then
    problem(posted, 405);
    assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
    problem(served.get("/v1/nothing"), 404);
    problem(served.get("/console/nothing.js"), 404);
    problem(served.get("/console/"), 404);
    problem(served.get("/console/..%2Fopenapi.yaml"), 404);
  }

  @Test
  void answersWhatTheServerRefusesWithAProblemToo() throws Exception {
    problem(served.get("/v1/courses/2107%2F565"), 400);
  }

  /** No client of ours can be made to send it; the fuzzer found it. */
  @ParameterizedTest
  @ValueSource(strings = {"?limit=%0Z", "?limit=1%", "?at=2026-08-09T00:00:%0Z", "?%=1"})
  void refusesAQueryWithABrokenEscape(String query) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.address().port())) {
      String request =
          """
          GET /v1/courses%s HTTP/1.1\r
          Host: here\r
          Authorization: Bearer %s\r
          Connection: close\r
          \r
          """;
      socket.getOutputStream().write(request.formatted(query, Served.TOKEN).getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "hexadecimal");
    }
  }

  @Test
  void saysNothingOfTheInsideWhenABugStrikes() throws Exception {
    // Given
    byte[] broken = "{\"course\": secret".getBytes(StandardCharsets.UTF_8);
    instance.put(instance.of("2107~565"), "course", "2107~565", broken);

    // When
    HttpResponse<String> response = served.get("/v1/courses/565");

    // Then
    problem(response, 500);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void asksForATokenBeforeAnythingElse() throws Exception {
    for (String target : new String[] {"/v1/courses/565", "/v1/nothing", "/v1/courses?limit=0"}) {
      HttpResponse<String> response = Served.send(served.request(target));
      problem(response, 401);
      assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer ", "Basic a-token", "a-token", "Bearer a-token x"})
  void refusesOtherTokens(String authorization) throws Exception {
    problem(
        Served.send(served.request("/v1/instances").header("Authorization", authorization)), 401);
  }

  @Test
  void acceptsEachOfItsTokens() throws Exception {
    for (String token : new String[] {"a-token", "another-token"}) {
      HttpResponse<String> response =
          Served.send(served.request("/v1/instances").header("Authorization", "bearer " + token));
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void letsNothingBeStoredOnTheWay() throws Exception {
    assertThat(served.get("/v1/instances").headers().firstValue("Cache-Control"))
        .contains("no-store");
  }

  @Test
  void withoutTokensAnswersThisMachineAlone() throws Exception {
    try (Served open = new Served(instance, new AccessSettings.None(false))) {
      assertThat(Served.send(open.request("/v1/instances")).statusCode()).isEqualTo(200);
      for (InetAddress address :
          InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
        if (!address.isLoopbackAddress()) {
          assertThatThrownBy(() -> new Socket(address, open.address().port()).close())
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  private static void assertNotReady(HttpResponse<String> response) throws Exception {
    problem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).contains("2");
  }

  private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Served.json(response);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("detail").textValue()).isNotEmpty();
    return problem;
  }
}
