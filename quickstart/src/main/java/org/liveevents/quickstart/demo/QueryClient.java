package org.liveevents.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.liveevents.quickstart.simulation.Expectation.Work;
import org.liveevents.quickstart.simulation.Fact.Student;

/** Asks the query API, as an application would. */
final class QueryClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int TRIES = 240;

  private final URI base;
  private final Optional<String> token;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  QueryClient(URI base) {
    this(base, Optional.empty());
  }

  /** One that names this token, if there is one. */
  QueryClient(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
  }

  /** The ledger once so many records are received and none is pending, or as it is in the end. */
  LedgerFigures ledger(long received) throws InterruptedException {
    LedgerFigures ledger = ledger();
    for (int i = 0; i < TRIES && (ledger.received() < received || ledger.pending() > 0); i++) {
      Thread.sleep(PAUSE.toMillis());
      ledger = ledger();
    }
    return ledger;
  }

  private LedgerFigures ledger() throws InterruptedException {
    return LedgerFigures.of(get("/v1/ledger").orElseThrow().path("total"));
  }

  Optional<JsonNode> course(String course) throws InterruptedException {
    return get("/v1/courses/" + course);
  }

  Optional<JsonNode> grades(String course, int limit) throws InterruptedException {
    return get("/v1/courses/" + course + "/grades?limit=" + limit);
  }

  Optional<JsonNode> progress(String course) throws InterruptedException {
    return get("/v1/courses/" + course + "/progress");
  }

  Optional<JsonNode> grade(Work work) throws InterruptedException {
    return get(
        "/v1/courses/%s/grades/%s/%s"
            .formatted(work.student().course(), work.assignment(), work.student().user()));
  }

  Optional<JsonNode> progress(Student student) throws InterruptedException {
    return get("/v1/courses/%s/progress/%s".formatted(student.course(), student.user()));
  }

  /** The answer, or empty if there is none (404); waits while the service says 503. */
  private Optional<JsonNode> get(String path) throws InterruptedException {
    HttpRequest.Builder asked = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    token.ifPresent(secret -> asked.header("Authorization", "Bearer " + secret));
    HttpRequest request = asked.build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      for (int i = 0; response.statusCode() == 503 && i < TRIES; i++) {
        Thread.sleep(PAUSE.toMillis());
        response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      }
      return switch (response.statusCode()) {
        case 200 -> Optional.of(json.readTree(response.body()));
        case 404 -> Optional.empty();
        default ->
            throw new IllegalStateException(
                path
                    + " is answered "
                    + response.statusCode()
                    + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
      };
    } catch (IOException e) {
      throw new UncheckedIOException("the query API cannot be reached", e);
    }
  }
}
