package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.liveevents.event.Payload;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.Views;

/**
 * The changes of a course as they are committed, as server-sent events. The id of each is how far
 * one has come; sent back as {@code Last-Event-ID}, to any instance, the stream goes on there. If
 * what came after it is no longer whole, a {@code reset} says so: what is known of the course is to
 * be asked for anew, and changes go on from then.
 */
final class CourseStream {

  /** Its path. */
  static final String PATH = CourseEndpoint.COURSE + "/stream";

  /** The header of whoever comes back. */
  static final String LAST_EVENT_ID = "Last-Event-ID";

  private static final String VIEWS = "views";
  private static final int ALL_VIEWS = Views.topics().size();
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Whoever asks is asked for their authorization again after so long. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Changes changes;
  private final Duration heartbeat;

  CourseStream(Changes changes) {
    this(changes, HEARTBEAT);
  }

  CourseStream(Changes changes, Duration heartbeat) {
    this.changes = changes;
    this.heartbeat = heartbeat;
  }

  /** The query parameters it knows. */
  static Set<String> parameters() {
    return Set.of(VIEWS);
  }

  /**
   * Begins to follow; empty if that isn't possible at the moment.
   *
   * @param lastEventId as the caller sent it
   */
  Optional<Followed> follow(Parameters parameters, Optional<String> lastEventId) {
    String course = parameters.id("course");
    Set<String> wanted = parameters.words(VIEWS, Views.topics());
    return changes
        .follow(course)
        .map(subscription -> new Followed(subscription, wanted, lastEventId));
  }

  /** One caller's stream, to be closed by whoever has it. */
  final class Followed implements AutoCloseable {

    private final Subscription subscription;
    private final Set<String> wanted;
    private final Optional<String> lastEventId;

    Followed(Subscription subscription, Set<String> wanted, Optional<String> lastEventId) {
      this.subscription = subscription;
      this.wanted = wanted;
      this.lastEventId = lastEventId;
    }

    /**
     * Writes until the caller goes away, is too slow, or everything stops.
     *
     * @throws IOException if the caller is gone
     */
    void write(ServletOutputStream out) throws IOException, InterruptedException {
      send(out, "retry: 2000\n");
      if (lastEventId.isPresent() && !resume(lastEventId.get(), out)) {
        send(out, reset());
      }
      send(out, "id: " + subscription.start().text() + "\n\n");
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!subscription.isEnded() && System.nanoTime() < end) {
        // Before looking for a change, so that none of those it counts as seen is left out.
        FeedPosition reached = changes.reached(subscription);
        Optional<Change> change = subscription.next(Duration.ZERO);
        if (change.isEmpty()) {
          change = subscription.next(heartbeat);
          if (change.isEmpty()) {
            send(out, ": \nid: " + reached.text() + "\n\n");
          }
        }
        change.filter(it -> wanted.contains(it.view())).ifPresent(it -> sendOrThrow(out, it));
      }
    }

    private boolean resume(String id, ServletOutputStream out) {
      return FeedPosition.parse(id.strip(), ALL_VIEWS)
          .map(
              from ->
                  changes.again(
                      subscription.course(),
                      from,
                      subscription.start(),
                      change -> {
                        if (wanted.contains(change.view())) {
                          sendOrThrow(out, change);
                        }
                      }))
          .orElse(false);
    }

    private String reset() {
      return event(
          "reset",
          subscription.start(),
          "{\"detail\":\"ask for the course again: what came since is no longer whole\"}");
    }

    @Override
    public void close() {
      changes.leave(subscription);
    }
  }

  private static void sendOrThrow(ServletOutputStream out, Change change) {
    ObjectNode told =
        StateJson.mapper()
            .createObjectNode()
            .put("view", change.view())
            .put("key", change.key())
            .putRawValue("value", new RawValue(json(change)));
    try {
      send(out, event("change", change.position(), new String(StateJson.write(told), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In one line: a line break can only be white space in JSON. */
  private static String json(Change change) {
    return change
        .value()
        .map(Payload::text)
        .map(text -> text.replace('\n', ' ').replace('\r', ' '))
        .orElse("null");
  }

  private static String event(String name, FeedPosition position, String data) {
    return "event: " + name + "\nid: " + position.text() + "\ndata: " + data + "\n\n";
  }

  private static void send(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
