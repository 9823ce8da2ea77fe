package org.liveevents.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.liveevents.streams.query.EndOffsets;
import org.liveevents.streams.reorder.RawProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker, twice a second, where the raw partitions end and how far our group has come. The
 * question's time is taken before it is asked, so that an answer read late, after a pause of the
 * process, never claims more than it knew.
 */
final class RawTopicWatch implements RawProgress, EndOffsets, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(RawTopicWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long ago everything must be in a copy for it to count as filled. */
  private static final Duration BEFORE = Duration.ofSeconds(5);

  private record Sight(Instant askedAt, long end, long committed) {}

  private final Admin admin;
  private final String topic;
  private final String group;
  private final InstantSource clock;
  private final ScheduledExecutorService executor;
  private volatile Map<Integer, Sight> sights = Map.of();

  /** The last ones, the oldest first; the first is as old as {@link #BEFORE}, or the first ever. */
  private final Deque<Map<Integer, Sight>> seen = new ConcurrentLinkedDeque<>();

  private volatile int partitions;
  private volatile Runnable afterwards = () -> {};

  /**
   * A watch over that topic on behalf of that group; the caller keeps and closes the admin client.
   */
  RawTopicWatch(Admin admin, String topic, String group, InstantSource clock) {
    this.admin = admin;
    this.topic = topic;
    this.group = group;
    this.clock = clock;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "raw-topic-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** To be run after each look. */
  void afterwards(Runnable task) {
    afterwards = task;
  }

  RawTopicWatch start() {
    var unused =
        executor.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public Instant completeUntil(int partition, long nextOffset) {
    Sight sight = sights.get(partition);
    return sight != null && (nextOffset >= sight.end || sight.committed >= sight.end)
        ? sight.askedAt
        : Instant.MIN;
  }

  @Override
  public OptionalInt partitions() {
    return partitions == 0 ? OptionalInt.empty() : OptionalInt.of(partitions);
  }

  @Override
  public OptionalLong end(int partition) {
    Sight sight = sights.get(partition);
    return sight == null ? OptionalLong.empty() : OptionalLong.of(sight.end);
  }

  @Override
  public OptionalLong committed(int partition) {
    Sight sight = sights.get(partition);
    return sight == null ? OptionalLong.empty() : OptionalLong.of(sight.committed);
  }

  @Override
  public OptionalLong committedBefore(int partition) {
    Sight latest = sights.get(partition);
    Map<Integer, Sight> oldest = seen.peekFirst();
    if (latest == null || oldest == null || isOld(latest)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(oldest.getOrDefault(partition, latest).committed);
  }

  private boolean isOld(Sight sight) {
    return sight.askedAt.isBefore(clock.instant().minus(BEFORE));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void look() {
    try {
      sights = ask();
      remember(sights);
      afterwards.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOGGER.debug("the raw topic's end is not known at the moment error={}", e.toString());
    }
  }

  private void remember(Map<Integer, Sight> sight) {
    seen.addLast(sight);
    while (seen.size() > 1 && isOld(second().values().iterator().next())) {
      seen.removeFirst();
    }
  }

  private Map<Integer, Sight> second() {
    Iterator<Map<Integer, Sight>> all = seen.iterator();
    all.next();
    return all.next();
  }

  private Map<Integer, Sight> ask()
      throws InterruptedException, ExecutionException, TimeoutException {
    if (partitions == 0) {
      partitions =
          requireNonNull(
                  admin
                      .describeTopics(List.of(topic))
                      .allTopicNames()
                      .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                      .get(topic))
              .partitions()
              .size();
    }
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      question.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    Instant askedAt = clock.instant();
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        admin
            .listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<Integer, Sight> found = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata offset = committed.get(partition);
          found.put(
              partition.partition(),
              new Sight(askedAt, end.offset(), offset == null ? 0 : offset.offset()));
        });
    return Map.copyOf(found);
  }
}
