package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.liveevents.acceptance.CourseHappenings.Happening;

/**
 * A Canvas that goes on whatever happens: some thirty events a second over both channels, up to a
 * second old, one in five of them twice, at times in other words, one in fifty broken. What isn't
 * taken is sent again.
 */
final class FaultFeed {

  private static final int SENDERS = 8;

  /** Ten times a second so many. */
  private static final int WAVE = 3;

  /** More than these don't wait to be taken: a slow machine is given no more than it can do. */
  private static final int IN_FLIGHT = 60;

  /** The way a text was acknowledged on; one sent twice may have taken both. */
  enum Channel {
    SQS,
    WEBHOOK
  }

  private final FaultWorld world;
  private final int wave;
  private final CourseHappenings happenings;
  private final Random random;
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
  private final Map<String, Set<Channel>> delivered = new ConcurrentHashMap<>();
  private final List<String> again = new ArrayList<>();
  private final List<WebhookClient> webhooks;
  private final AtomicLong lastTaken = new AtomicLong(System.nanoTime());
  private final AtomicLong longestGap = new AtomicLong();
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final Thread thread;
  private volatile Duration off = Duration.ZERO;
  private volatile boolean over;
  private int broken;
  private int sent;

  FaultFeed(FaultWorld world, CourseHappenings happenings, Random random) {
    this(world, happenings, random, WAVE);
  }

  /**
   * A feed that begins.
   *
   * @param wave how many events there are every tenth of a second, copies aside
   */
  FaultFeed(FaultWorld world, CourseHappenings happenings, Random random, int wave) {
    this.world = world;
    this.wave = wave;
    this.happenings = happenings;
    this.random = random;
    this.webhooks =
        world.bridges.stream().map(bridge -> WebhookClient.of(bridge.webhookPort())).toList();
    this.thread = new Thread(this::run, "feed");
    thread.start();
  }

  /** From now on the sender's clock is so far off. */
  void clockOff(Duration by) {
    off = by;
  }

  /** Ends once everything sent is taken; the texts that were, and how. */
  Map<String, Set<Channel>> finish() throws InterruptedException {
    over = true;
    thread.join();
    senders.shutdown();
    if (!senders.awaitTermination(4, TimeUnit.MINUTES)) {
      senders.shutdownNow();
      throw new AssertionError("a delivery isn't taken");
    }
    return delivered;
  }

  /** How many deliveries there were. */
  int sent() {
    return sent;
  }

  /** The longest time without a webhook being taken. */
  Duration longestGap() {
    return Duration.ofNanos(longestGap.get());
  }

  private void run() {
    try {
      while (!over) {
        for (int i = 0; i < wave; i++) {
          Instant now = Instant.now().plus(off);
          Happening happening = happenings.next(now.minusSeconds(1), now);
          send(happening.text());
          if (random.nextInt(5) == 0) {
            String text = happening.text();
            again.add(random.nextBoolean() ? text : Json.respelled(text, random));
          }
          if (!again.isEmpty() && random.nextInt(5) == 0) {
            send(again.remove(random.nextInt(again.size())));
          }
          if (random.nextInt(50) == 0) {
            send("{\"broken\":" + System.nanoTime() + "," + broken++);
          }
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String text) throws InterruptedException {
    inFlight.acquire();
    sent++;
    boolean queued = random.nextBoolean();
    int first = random.nextInt(webhooks.size());
    senders.execute(
        () -> {
          try {
            if (queued) {
              world.sqs.send(text);
            } else {
              post(text, first);
            }
            delivered
                .computeIfAbsent(text, key -> ConcurrentHashMap.newKeySet())
                .add(queued ? Channel.SQS : Channel.WEBHOOK);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            inFlight.release();
          }
        });
  }

  private void post(String text, int first) throws InterruptedException {
    String token =
        text.endsWith("}") ? world.keys.sign(text) : world.keys.signBytes(text.getBytes(UTF_8));
    for (int attempt = first; ; attempt++) {
      if (isTaken(webhooks.get(attempt % webhooks.size()), token)) {
        long now = System.nanoTime();
        longestGap.accumulateAndGet(now - lastTaken.getAndSet(now), Math::max);
        return;
      }
      Thread.sleep(200);
    }
  }

  private static boolean isTaken(WebhookClient webhook, String token) {
    try {
      return webhook.post(token).statusCode() == 200;
    } catch (UncheckedIOException e) { // killed, frozen or silent
      return false;
    }
  }
}
