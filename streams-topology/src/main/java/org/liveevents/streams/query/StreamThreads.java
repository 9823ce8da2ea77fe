package org.liveevents.streams.query;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.liveevents.streams.query.CourseStream.Followed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams over HTTP, each with a thread of its own that waits for what is to be written, and no
 * more of them than there are threads.
 */
final class StreamThreads implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(StreamThreads.class);
  private static final int MOST = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final CourseStream streams;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger number = new AtomicInteger();
  private final ThreadPoolExecutor threads;

  StreamThreads(CourseStream streams) {
    this.streams = streams;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST + 1,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new Thread(task, "stream-" + number.incrementAndGet()));
  }

  /** Serves a stream for as long as it lasts; a reply instead if there can't be one. */
  Optional<Reply> serve(Context context, Parameters parameters) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return Optional.of(Replies.of(Answer.notReady("there are too many streams here already")));
    }
    boolean begun = false;
    try {
      Optional<Followed> followed =
          streams.follow(
              parameters, Optional.ofNullable(context.header(CourseStream.LAST_EVENT_ID)));
      begun = followed.isPresent();
      followed.ifPresent(it -> begin(context, it));
      return begun
          ? Optional.empty()
          : Optional.of(Replies.of(Answer.notReady("changes can't be followed at the moment")));
    } finally {
      if (!begun) {
        open.decrementAndGet();
      }
    }
  }

  private void begin(Context context, Followed followed) {
    context.status(200).contentType("text/event-stream").header("X-Accel-Buffering", "no");
    context.future(
        () -> {
          CompletableFuture<Void> finished = new CompletableFuture<>();
          AsyncContext answer = context.req().getAsyncContext();
          threads.execute(() -> write(answer, followed, finished));
          return finished;
        });
  }

  private void write(AsyncContext answer, Followed followed, CompletableFuture<Void> finished) {
    try (followed) {
      followed.write(answer.getResponse().getOutputStream());
      finished.complete(null);
    } catch (InterruptedException e) {
      // We stop: the stream ends in good order, to be taken up elsewhere.
      finished.complete(null);
    } catch (IOException | UncheckedIOException e) {
      // The caller has gone, as at the end of most streams: nothing is left to answer.
      abandon(answer);
    } catch (RuntimeException e) {
      finished.completeExceptionally(e);
    } finally {
      open.decrementAndGet();
    }
  }

  private static void abandon(AsyncContext answer) {
    try {
      answer.complete();
    } catch (IllegalStateException e) {
      // The server was quicker.
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOGGER.warn("some streams don't end streams={}", threads.getActiveCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
