package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** Server-sent events, as a browser takes them: it keeps the last id, told with an event or not. */
final class EventStream implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final InputStream in;
  private final BufferedReader lines;
  private String lastId = "";

  /** One event that has a name. */
  record Event(String name, String id, JsonNode data) {}

  private EventStream(InputStream in) {
    this.in = in;
    this.lines = new BufferedReader(new InputStreamReader(in, UTF_8));
  }

  /** Opens a stream after that id; an empty one for none. */
  static EventStream open(URI address, String lastEventId) {
    HttpRequest.Builder question = HttpRequest.newBuilder(address);
    if (!lastEventId.isEmpty()) {
      question.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<InputStream> answer =
          HTTP.send(question.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      return new EventStream(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads until there is an id to come back with. */
  EventStream begun() {
    while (lastId.isEmpty()) {
      block();
    }
    return this;
  }

  /** The next event with a name; waits for it. */
  Event next() {
    while (true) {
      Map<String, String> block = block();
      if (block.containsKey("event")) {
        return new Event(block.get("event"), lastId, Json.parse(block.get("data")));
      }
    }
  }

  String lastId() {
    return lastId;
  }

  private Map<String, String> block() {
    Map<String, String> block = new HashMap<>();
    try {
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        int colon = line.indexOf(": ");
        block.put(line.substring(0, colon), line.substring(colon + 2));
        line = lines.readLine();
      }
      if (line == null) {
        throw new AssertionError("the stream has ended");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastId = block.getOrDefault("id", lastId);
    return block;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
