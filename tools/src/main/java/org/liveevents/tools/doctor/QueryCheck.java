package org.liveevents.tools.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.liveevents.runtime.config.Secret;

/** The query API, and whether the ledger it shows balances. */
final class QueryCheck implements Check {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Optional<Secret> token;
  private final Web web;

  QueryCheck(URI base, Optional<Secret> token, Web web) {
    this.base = base;
    this.token = token;
    this.web = web;
  }

  @Override
  public String what() {
    return "query API";
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    try {
      return List.of(judge(web.get(base.resolve("/v1/ledger"), token)));
    } catch (ConnectException e) {
      return List.of(
          Finding.yellow(
              what(),
              "nobody listens at " + Web.shown(base),
              "start the topology, or say where it is with --query"));
    }
  }

  private Finding judge(HttpResponse<String> answer) throws IOException {
    return switch (answer.statusCode()) {
      case 200 -> ledger(JSON.readTree(answer.body()));
      case 401, 403 ->
          Finding.red(
              what(), "doesn't accept the token", "set QUERY_TOKENS to what the topology has");
      case 503 ->
          Finding.yellow(
              what(), "not ready yet", "wait: it restores, or partitions are being moved");
      default ->
          Finding.red(
              what(),
              Web.shown(base) + " answers " + answer.statusCode(),
              "see that it leads to the topology's QUERY_PORT");
    };
  }

  private Finding ledger(JsonNode ledger) {
    JsonNode total = ledger.path("total");
    if (!ledger.path("balanced").asBoolean(false)) {
      return Finding.red(what(), "the ledger doesn't balance", "look at /v1/ledger, and report it");
    }
    return Finding.green(
        what(),
        "the ledger balances: %d received, %d forwarded, %d duplicates, %d rejected, %d pending"
            .formatted(
                total.path("received").asLong(),
                total.path("forwarded").asLong(),
                total.path("duplicate").asLong(),
                total.path("rejected").asLong(),
                total.path("pending").asLong()));
  }
}
