package org.liveevents.streams.query.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.Payload;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.Change;
import org.liveevents.streams.query.Changes;
import org.liveevents.streams.query.FeedPosition;
import org.liveevents.streams.query.FeedPosition.Place;
import org.liveevents.streams.query.Subscription;
import org.liveevents.topic.Topics;
import org.liveevents.topic.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the state topics, what is committed of them, for whoever follows a course here. One
 * consumer outside of any group, at the end of the partitions that hold courses somebody follows,
 * and of no others.
 */
public final class StateFeed implements Changes, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(StateFeed.class);

  /** Whoever comes or goes is noticed after as long as this. */
  private static final Duration POLL = Duration.ofMillis(100);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_ASKING = 1000;

  private final List<String> views = Views.topics();
  private final Topics topics;
  private final Map<String, Object> config;
  private final Thread thread;
  private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(MOST_ASKING);
  private final Map<String, Set<Subscription>> followers = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private record Asked(String course, CompletableFuture<Subscription> answer) {}

  /**
   * A feed of those topics; {@link #start} starts it.
   *
   * @param consumer how consumers reach the broker
   */
  public StateFeed(Topics topics, Map<String, Object> consumer) {
    this.topics = topics;
    this.config = new HashMap<>(consumer);
    config
        .keySet()
        .removeAll(
            List.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    this.thread = new Thread(this::run, "state-feed");
    thread.setDaemon(true);
  }

  /** Goes to work, as soon as somebody follows. */
  public StateFeed start() {
    thread.start();
    return this;
  }

  @Override
  public Optional<Subscription> follow(String course) {
    Asked question = new Asked(course, new CompletableFuture<>());
    if (closed || !asked.offer(question)) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      question.answer().cancel(false);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void leave(Subscription subscription) {
    subscription.end();
  }

  @Override
  public FeedPosition reached(Subscription subscription) {
    return position(subscription.course(), null);
  }

  @Override
  public boolean again(
      String course, FeedPosition from, FeedPosition to, Consumer<Change> consumer) {
    Map<String, TopicPartition> held = new HashMap<>();
    views.forEach(view -> held.put(view, partition(view, course)));
    try (KafkaConsumer<String, byte[]> reader = newConsumer("state-again")) {
      return new FeedAgain(reader, views, held, course, from, to).tell(consumer);
    } catch (KafkaException e) {
      LOGGER.warn("changes can't be told again error={}", e.toString());
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try (KafkaConsumer<String, byte[]> reader = newConsumer("state-feed")) {
        serve(reader);
      } catch (InterruptedException | InterruptException e) {
        // Closed; so says the loop.
      } catch (RuntimeException e) {
        LOGGER.warn("the state topics can't be read at the moment error={}", e.toString());
        pause();
      } finally {
        endAll();
      }
    }
  }

  private void serve(KafkaConsumer<String, byte[]> reader) throws InterruptedException {
    while (!closed) {
      if (followers.isEmpty()) {
        admit(reader, asked.take());
      }
      Asked next = asked.poll();
      while (next != null) {
        admit(reader, next);
        next = asked.poll();
      }
      reader.poll(POLL).forEach(this::tell);
      dismiss(reader);
    }
  }

  /** Whoever comes is served from the end of the log, or from where we are. */
  private void admit(KafkaConsumer<String, byte[]> reader, Asked question) {
    String course = question.course();
    Set<TopicPartition> wanted = new HashSet<>();
    for (String view : views) {
      partitions.computeIfAbsent(view, it -> reader.partitionsFor(topics.state(it)).size());
      wanted.add(partition(view, course));
    }
    Set<TopicPartition> fresh = new HashSet<>(wanted);
    fresh.removeAll(reader.assignment());
    if (!fresh.isEmpty()) {
      Map<TopicPartition, Long> ends = reader.endOffsets(fresh);
      Set<TopicPartition> all = new HashSet<>(reader.assignment());
      all.addAll(fresh);
      reader.assign(all);
      ends.forEach(
          (partition, end) -> {
            reader.seek(partition, end);
            places.put(partition, Place.before(end));
          });
    }
    Subscription subscription = new Subscription(course, position(course, null));
    followers.computeIfAbsent(course, it -> ConcurrentHashMap.newKeySet()).add(subscription);
    if (!question.answer().complete(subscription)) {
      subscription.end();
    }
  }

  private void tell(ConsumerRecord<String, byte[]> told) {
    TopicPartition partition = new TopicPartition(told.topic(), told.partition());
    Set<Subscription> following = followers.get(Keys.courseOf(told.key()));
    Place place = Place.seen(told.offset());
    if (following != null) {
      String view = told.topic().substring(topics.state("").length());
      Change change = change(view, told, position(Keys.courseOf(told.key()), told));
      following.forEach(subscription -> subscription.offer(change));
    }
    // After the offer: see Changes.reached.
    places.put(partition, place);
  }

  static Change change(String view, ConsumerRecord<String, byte[]> told, FeedPosition position) {
    return new Change(
        view,
        told.key(),
        Optional.ofNullable(told.value()).map(value -> Payload.of(WireFormat.json(value))),
        position);
  }

  private void dismiss(KafkaConsumer<String, byte[]> reader) {
    boolean left = false;
    for (Map.Entry<String, Set<Subscription>> entry : followers.entrySet()) {
      left |= entry.getValue().removeIf(Subscription::isEnded);
      if (entry.getValue().isEmpty()) {
        followers.remove(entry.getKey());
      }
    }
    if (left) {
      Set<TopicPartition> wanted = new HashSet<>();
      followers.keySet().forEach(it -> views.forEach(view -> wanted.add(partition(view, it))));
      reader.assign(wanted);
      places.keySet().retainAll(wanted);
    }
  }

  /**
   * How far a course is followed.
   *
   * @param also a record that counts as seen
   */
  private FeedPosition position(String course, @Nullable ConsumerRecord<String, byte[]> also) {
    List<Place> all = new ArrayList<>();
    for (String view : views) {
      all.add(
          also != null && also.topic().equals(topics.state(view))
              ? Place.seen(also.offset())
              : places.getOrDefault(partition(view, course), Place.before(0)));
    }
    return new FeedPosition(all);
  }

  /** As the topology writes them: by the course alone. */
  private TopicPartition partition(String view, String course) {
    int count = partitions.getOrDefault(view, 1);
    int number = Utils.toPositive(Utils.murmur2(course.getBytes(UTF_8))) % count;
    return new TopicPartition(topics.state(view), number);
  }

  private KafkaConsumer<String, byte[]> newConsumer(String client) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.merge(ConsumerConfig.CLIENT_ID_CONFIG, client, (base, own) -> base + "-" + own);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void endAll() {
    followers.values().forEach(all -> all.forEach(Subscription::end));
    followers.clear();
    places.clear();
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      // Closed; so says the loop.
    }
  }
}
