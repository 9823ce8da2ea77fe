package org.liveevents.bridge.webhook;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.metrics.BridgeMetrics;

/**
 * One request: a body that comes in pieces, and one answer. No thread waits for either; whoever
 * brings the next piece goes on.
 *
 * <pre>
 *   reading ─ whole ──► taken ─ answer ──► over
 *      └─ too large, too slow, no memory, refused: answer ──► draining ──► over
 * </pre>
 *
 * <p>Draining: an answer is lost if the connection ends while the sender still sends, so what it
 * sends on is read and forgotten for a while.
 */
final class Exchange implements Invocable.Task {

  private static final HttpField CLOSE =
      new HttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
  private static final long MAX_DRAINED_BYTES = 16L * 1024 * 1024;
  private static final int FIRST_BYTES = 4 * 1024;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Limits limits;
  private final BodyMemory memory;
  private final BridgeMetrics metrics;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicInteger unfinished = new AtomicInteger(2); // the reading and the answering
  private final AtomicLong reserved = new AtomicLong();
  private final long start = System.nanoTime();

  private BiConsumer<? super Exchange, byte[]> taker = (exchange, nothing) -> {};
  private volatile @Nullable Future<?> alarm;
  private volatile boolean read;
  private byte[] body = {};
  private int size;
  private long drained;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Limits limits,
      BodyMemory memory,
      BridgeMetrics metrics) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.limits = limits;
    this.memory = memory;
    this.metrics = metrics;
  }

  /** Reads the body within the limits and hands it on, at most once. */
  void read(ScheduledExecutorService timer, BiConsumer<? super Exchange, byte[]> onWhole) {
    taker = onWhole;
    if (request.getLength() > limits.bodyBytes()) {
      refuse(413);
      return;
    }
    alarm =
        timer.schedule(this::deadlinePassed, limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    request.addIdleTimeoutListener(silence -> false); // while the broker's ack is awaited
    run();
  }

  /** Answers before the body was looked at. */
  void refuse(int status, HttpField... fields) {
    answer(status, fields);
    if (request.getHeaders().contains(HttpHeader.EXPECT)) { // reading would ask for the body
      finished();
    } else {
      run();
    }
  }

  /** Answers, if nobody did before. */
  void answer(int status, HttpField... fields) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    Future<?> waiting = alarm;
    if (waiting != null) {
      waiting.cancel(false);
    }
    memory.release(reserved.getAndSet(0));
    if (status == 413 || status == 408) {
      metrics.webhookBodyRefused(status);
    }
    response.setStatus(status);
    for (HttpField field : fields) {
      response.getHeaders().put(field);
    }
    response.write(
        true, null, Callback.from(getInvocationType(), this::finished, callback::failed));
  }

  /** Asks the sender to come again. */
  void askAgain(Duration after) {
    answer(503, new HttpField(HttpHeader.RETRY_AFTER, Long.toString(after.toSeconds())));
  }

  boolean isAnswered() {
    return answered.get();
  }

  /** Reads what is there. Called by the server, by one thread at a time. */
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        broken(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      boolean goOn = isAnswered() ? drain(chunk.remaining()) : keep(chunk.getByteBuffer());
      chunk.release();
      if (last) {
        whole();
        return;
      }
      if (!goOn) {
        finished();
        return;
      }
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private boolean keep(ByteBuffer bytes) {
    int needed = size + bytes.remaining();
    if (needed > limits.bodyBytes()) {
      answer(413);
    } else if (!makeRoom(needed)) {
      askAgain(WebhookHandler.RETRY_AFTER);
    } else {
      bytes.get(body, size, bytes.remaining());
      size = needed;
      if (limits.isTooSlow(size, elapsed())) {
        answer(408, CLOSE);
      }
    }
    return true;
  }

  /** The room grows with what has come: a length that is only announced takes none. */
  private boolean makeRoom(int needed) {
    if (needed <= body.length) {
      return true;
    }
    long announced = request.getLength() < 0 ? limits.bodyBytes() : request.getLength();
    int room = (int) Math.max(needed, Math.min(announced, Math.max(FIRST_BYTES, 2L * needed)));
    int more = room - body.length;
    if (!memory.reserve(more)) {
      return false;
    }
    reserved.addAndGet(more);
    if (isAnswered()) { // meanwhile, by the deadline
      memory.release(reserved.getAndSet(0));
    }
    body = Arrays.copyOf(body, room);
    return true;
  }

  private boolean drain(int bytes) {
    body = new byte[0];
    drained += bytes;
    return drained <= MAX_DRAINED_BYTES && elapsed().compareTo(limits.deadline()) < 0;
  }

  private void whole() {
    byte[] all = size == body.length ? body : Arrays.copyOf(body, size);
    body = new byte[0];
    read = true;
    finished();
    if (!isAnswered()) {
      taker.accept(this, all);
    }
  }

  private void broken(Throwable failure) {
    if (!isAnswered() && failure instanceof TimeoutException) {
      answer(408, CLOSE);
      finished();
    } else {
      answered.set(true);
      memory.release(reserved.getAndSet(0));
      callback.failed(failure);
    }
  }

  private void deadlinePassed() {
    if (read) {
      askAgain(WebhookHandler.RETRY_AFTER);
    } else {
      answer(408, CLOSE);
    }
  }

  private void finished() {
    if (unfinished.decrementAndGet() == 0) {
      callback.succeeded();
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
