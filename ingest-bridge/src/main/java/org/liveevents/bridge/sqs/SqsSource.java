package org.liveevents.bridge.sqs;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.liveevents.bridge.intake.Intake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.runtime.management.Health;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The receive loops of all configured queues. Started once. */
public final class SqsSource implements Health, AutoCloseable {

  private record Loop(SqsReceiver receiver, Thread thread) {}

  private record Deletion(Deleter deleter, List<Thread> threads) {}

  private static final Duration LONG_POLL = Duration.ofSeconds(20);
  private static final Duration SHORT_CALL = Duration.ofSeconds(5);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(18);
  private static final Duration VISIBILITY_CHECK = Duration.ofMillis(200);

  /** For all queues together; a webhook beside them has as much left of the intake's bound. */
  private static final int IN_FLIGHT_KIBIBYTES = 16 * 1024;

  private final SqsClient receiving;
  private final SqsClient deleting;
  private final List<Loop> loops = new ArrayList<>();
  private final List<Deletion> deletions = new ArrayList<>();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<VisibilityKeeper> keepers = new ArrayList<>();
  private final ScheduledExecutorService keeping =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sqs-visibility"));

  public SqsSource(
      SqsSettings settings,
      Intake intake,
      InstantSource clock,
      RandomGenerator random,
      BridgeMetrics metrics) {
    this(settings, LONG_POLL, intake, clock, random, metrics);
  }

  SqsSource(
      SqsSettings settings,
      Duration longPoll,
      Intake intake,
      InstantSource clock,
      RandomGenerator random,
      BridgeMetrics metrics) {
    this.receiving = client(settings, LONG_POLL.plusSeconds(10));
    this.deleting = client(settings, SHORT_CALL);
    for (URI url : settings.queueUrls()) {
      Queue queue = new Queue(receiving, deleting, url, longPoll, metrics);
      InFlight messages = new InFlight(IN_FLIGHT_KIBIBYTES / settings.queueUrls().size());
      Deleter deleter = new Deleter(queue, messages);
      inFlight.add(messages);
      keepers.add(new VisibilityKeeper(queue, messages));
      deletions.add(new Deletion(deleter, threads(settings, queue, deleter)));
      for (int i = 1; i <= settings.receivers(); i++) {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
        SqsReceiver receiver =
            new SqsReceiver(queue, messages, deleter, intake, clock, backoff, metrics);
        Thread thread = new Thread(receiver, "sqs-" + queue.name() + "-" + i);
        loops.add(new Loop(receiver, thread));
      }
    }
    metrics.sqsInFlight(() -> inFlight.stream().mapToLong(one -> one.all().size()).sum());
  }

  private static List<Thread> threads(SqsSettings settings, Queue queue, Deleter deleter) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= settings.receivers(); i++) {
      threads.add(new Thread(deleter, "sqs-" + queue.name() + "-delete-" + i));
    }
    return threads;
  }

  /** Starts receiving. */
  public void start() {
    deletions.forEach(deletion -> deletion.threads().forEach(Thread::start));
    loops.forEach(loop -> loop.thread().start());
    var unused =
        keeping.scheduleWithFixedDelay(
            () -> keepers.forEach(VisibilityKeeper::look),
            VISIBILITY_CHECK.toMillis(),
            VISIBILITY_CHECK.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public String name() {
    return "sqs";
  }

  @Override
  public Condition condition() {
    for (Loop loop : loops) {
      if (loop.thread().getState() == Thread.State.TERMINATED) {
        return Condition.dead("the receive loop " + loop.thread().getName() + " has ended");
      }
    }
    return loops.stream()
        .map(loop -> loop.receiver().lastError())
        .filter(error -> !error.isEmpty())
        .findFirst()
        .map(error -> Condition.notReady("cannot receive: " + error))
        .orElseGet(Condition::ready);
  }

  /** Stops receiving and finishes the messages at hand, within a limit. */
  @Override
  public void close() {
    loops.forEach(loop -> loop.receiver().stop());
    receiving.close(); // ends the long polls; an interrupt would not reach a blocked read
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    try {
      for (Loop loop : loops) {
        join(loop.thread(), deadline);
      }
      while (inFlight.stream().anyMatch(messages -> !messages.all().isEmpty())
          && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      deletions.forEach(deletion -> deletion.deleter().end());
      for (Deletion deletion : deletions) {
        for (Thread thread : deletion.threads()) {
          join(thread, deadline);
        }
      }
    } catch (InterruptedException e) { // stop waiting; what isn't deleted comes again
      Thread.currentThread().interrupt();
    }
    keeping.shutdownNow();
    deleting.close();
  }

  private static void join(Thread thread, long deadline) throws InterruptedException {
    thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
  }

  private static SqsClient client(SqsSettings settings, Duration silence) {
    int connections = settings.queueUrls().size() * settings.receivers() + 2;
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(connections)
                    .connectionTimeout(Duration.ofSeconds(3))
                    .socketTimeout(silence));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** The default chain; other servers than Amazon's seldom ask, so there anything will do. */
  private static AwsCredentialsProvider credentials(SqsSettings settings) {
    DefaultCredentialsProvider standard = DefaultCredentialsProvider.builder().build();
    if (settings.endpoint().isEmpty()) {
      return standard;
    }
    return AwsCredentialsProviderChain.builder()
        .credentialsProviders(
            standard, StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }
}
