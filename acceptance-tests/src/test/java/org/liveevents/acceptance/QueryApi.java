package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Asks the query API as an application does: what is answered 503 is asked again. */
final class QueryApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  QueryApi(URI base) {
    this.base = base;
  }

  /** The answer to a question that has one. */
  JsonNode get(String path) {
    HttpResponse<String> answer = ask(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return Json.parse(answer.body());
  }

  /** How a question is answered. */
  int status(String path) {
    return ask(path).statusCode();
  }

  private HttpResponse<String> ask(String path) {
    HttpRequest question = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).build();
    AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
    await(path)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              last.set(http.send(question, HttpResponse.BodyHandlers.ofString()));
              assertThat(last.get().statusCode()).as(last.get().body()).isNotEqualTo(503);
            });
    return last.get();
  }

  /** All entries of a list, read page by page. */
  List<JsonNode> all(String path, int pageSize) {
    List<JsonNode> items = new ArrayList<>();
    JsonNode page = get(path + "?limit=" + pageSize);
    page.path("items").forEach(items::add);
    while (page.path("next_cursor").isTextual()) {
      String cursor = URLEncoder.encode(page.path("next_cursor").textValue(), UTF_8);
      page = get(path + "?limit=" + pageSize + "&cursor=" + cursor);
      assertThat(page.path("items")).as("page of %s", path).hasSizeBetween(1, pageSize);
      page.path("items").forEach(items::add);
    }
    return items;
  }

  /**
   * The ledger once it has received that many records and none of them waits for its turn. However
   * slow the machine is: it gives up when nothing has moved for a while.
   */
  JsonNode settledLedger(long received) {
    JsonNode before = null;
    long moved = System.nanoTime();
    while (true) {
      JsonNode ledger = get("/v1/ledger");
      JsonNode total = ledger.path("total");
      if (total.path("received").asLong() >= received && total.path("pending").asLong() == 0) {
        return ledger;
      }
      if (!total.equals(before)) {
        before = total;
        moved = System.nanoTime();
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw new AssertionError("for minutes " + received + " are expected in " + total);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
