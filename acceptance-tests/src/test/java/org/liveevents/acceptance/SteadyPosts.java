package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A Canvas that posts all the time, each event until it is taken, and remembers every answer. */
final class SteadyPosts implements AutoCloseable {

  private static final int SENDERS = 8;
  private static final long GAP_NANOS = 20_000_000;
  private static final long RETRY_NANOS = 200_000_000;

  private final WebhookClient webhook;
  private final AtomicInteger serial = new AtomicInteger();
  private final AtomicLong slowestNanos = new AtomicLong();
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean stopping;

  private SteadyPosts(WebhookClient webhook) {
    this.webhook = webhook;
  }

  static SteadyPosts start(WebhookClient webhook) {
    SteadyPosts posts = new SteadyPosts(webhook);
    for (int i = 0; i < SENDERS; i++) {
      Thread sender = new Thread(posts::send, "sender-" + i);
      posts.senders.add(sender);
      sender.start();
    }
    return posts;
  }

  /** How many were answered 2xx by now. */
  int takenCount() {
    return taken.size();
  }

  /** How many answers had that status. */
  int answers(int status) {
    AtomicInteger count = answers.get(status);
    return count == null ? 0 : count.get();
  }

  /** How long the slowest answer took since the last time this was asked. */
  Duration slowest() {
    return Duration.ofNanos(slowestNanos.getAndSet(0));
  }

  /** Ends when every event begun is taken; tells all that were. */
  Set<String> finish() {
    stopping = true;
    for (Thread sender : senders) {
      try {
        sender.join(Duration.ofMinutes(2).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (sender.isAlive()) {
        throw new AssertionError("a webhook is not taken");
      }
    }
    if (!complaints.isEmpty()) {
      throw new AssertionError(complaints.toString());
    }
    return taken;
  }

  /** How often each status was answered. */
  Map<Integer, AtomicInteger> statuses() {
    return new TreeMap<>(answers);
  }

  @Override
  public void close() {
    stopping = true;
    senders.forEach(Thread::interrupt);
  }

  private void send() {
    while (!stopping) {
      int number = serial.incrementAndGet();
      String event = Events.read(number % 20, number, Instant.now());
      while (!isTaken(event)) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
      taken.add(event);
      LockSupport.parkNanos(GAP_NANOS);
    }
  }

  private boolean isTaken(String event) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = webhook.post(event.getBytes(UTF_8));
      slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
      answers.computeIfAbsent(answer.statusCode(), unused -> new AtomicInteger()).incrementAndGet();
      if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
        complaints.add("503 without Retry-After");
      }
      return answer.statusCode() == 200;
    } catch (UncheckedIOException | IllegalStateException e) { // the process was just killed
      if (e.getCause() instanceof java.net.http.HttpTimeoutException) {
        complaints.add("no answer in 15 seconds");
      }
      return false;
    }
  }
}
