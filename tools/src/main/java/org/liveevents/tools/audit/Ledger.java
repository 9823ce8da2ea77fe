package org.liveevents.tools.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.liveevents.runtime.config.Secret;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;

/** The ledger, as the query API tells it. */
final class Ledger {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Ledger() {}

  static JsonNode ask(URI query, List<Secret> tokens) {
    HttpRequest.Builder question =
        HttpRequest.newBuilder(query.resolve("/v1/ledger")).timeout(TIMEOUT);
    if (!tokens.isEmpty()) {
      question.header("Authorization", "Bearer " + tokens.get(0).reveal());
    }
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(question.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new CommandFailed(
            Exit.KAFKA, "the query API answers " + answer.statusCode() + " to /v1/ledger");
      }
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new CommandFailed(
          Exit.KAFKA, "the query API doesn't answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.STOPPED, "interrupted while waiting for the query API");
    }
  }
}
