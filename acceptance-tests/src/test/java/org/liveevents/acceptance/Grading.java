package org.liveevents.acceptance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Grades given without end, each newer than the one before and with a score of its own, and the
 * plain fold of them: which score stood after which raw record. So an answer tells of itself how
 * old it is.
 */
final class Grading extends Thread {

  static final int COURSES = 8;

  private static final int ASSIGNMENTS = 2;
  private static final int STUDENTS = 4;
  private static final long EVENTS_A_SECOND = 40;

  /** What is graded. */
  record Work(int course, int assignment, int student) {

    /** Below the path of its course. */
    String path() {
      return "/" + Events.id(100L + assignment) + "/" + Events.id(200L + student);
    }
  }

  /** A score, and the raw record that told it. */
  record Given(int score, int partition, long offset) {}

  private final RawWriter raw;
  private final Random random;
  private final Map<Work, NavigableScores> given = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> partitions = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> counts = new ConcurrentHashMap<>();
  private volatile boolean ended;
  private int serial;
  private Instant last = Instant.EPOCH;

  Grading(RawWriter raw, Random random) {
    super("grading");
    this.raw = raw;
    this.random = random;
  }

  /** The scores of one work: those sent, and those stored by raw offset. */
  private static final class NavigableScores {
    private final Set<Integer> sent = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListMap<Long, Integer> stored = new ConcurrentSkipListMap<>();
  }

  /** Any work that may be graded some time. */
  static Work any(Random random) {
    return new Work(
        random.nextInt(COURSES), random.nextInt(ASSIGNMENTS), random.nextInt(STUDENTS));
  }

  static String course(int course) {
    return Events.id(500L + course);
  }

  /** All that was graded in that course. */
  Collection<Work> graded(int course) {
    return given.keySet().stream().filter(work -> work.course() == course).toList();
  }

  /** The score that stood after that raw record of the course's partition; empty if none. */
  Optional<Integer> after(Work work, long offset) {
    return Optional.ofNullable(given.get(work))
        .map(scores -> scores.stored.floorEntry(offset))
        .map(Map.Entry::getValue);
  }

  /** The last one stored. */
  Optional<Integer> latest(Work work) {
    return after(work, Long.MAX_VALUE);
  }

  /** Whether that score was ever given for that work. */
  boolean isGiven(Work work, int score) {
    NavigableScores scores = given.get(work);
    return scores != null && scores.sent.contains(score);
  }

  /** The course's raw partition; empty as long as nothing happened in it. */
  Optional<Integer> partition(int course) {
    return Optional.ofNullable(partitions.get(course));
  }

  /** How many events that course has had. */
  int count(int course) {
    return counts.getOrDefault(course, 0);
  }

  int total() {
    return counts.values().stream().mapToInt(count -> count).sum();
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        one();
        TimeUnit.MILLISECONDS.sleep(1000 / EVENTS_A_SECOND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One for each course, so that every course is known. */
  Grading begin() {
    for (int course = 0; course < COURSES; course++) {
      give(new Work(course, 0, 0));
    }
    start();
    return this;
  }

  void finish() throws InterruptedException {
    ended = true;
    join();
  }

  private void one() {
    give(any(random));
  }

  private void give(Work work) {
    Instant now = Instant.now();
    Instant time = now.isAfter(last) ? now : last;
    // Each a millisecond later than the one before: the last one given is the last one by time.
    last = time.plusMillis(1);
    int score = ++serial;
    NavigableScores scores = given.computeIfAbsent(work, it -> new NavigableScores());
    scores.sent.add(score);
    String event =
        Events.grade(500L + work.course, 100L + work.assignment, 200L + work.student, score, time);
    RecordMetadata stored = raw.store(event, now);
    partitions.put(work.course, stored.partition());
    scores.stored.put(stored.offset(), score);
    counts.merge(work.course, 1, Integer::sum);
  }

  /** For a failure's message. */
  List<Given> all(Work work) {
    List<Given> all = new ArrayList<>();
    int partition = partitions.getOrDefault(work.course, -1);
    NavigableScores scores = given.get(work);
    if (scores != null) {
      scores.stored.forEach((offset, score) -> all.add(new Given(score, partition, offset)));
    }
    return all;
  }
}
