package org.liveevents.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.liveevents.acceptance.Grading.Work;

/**
 * Asks any instance for anything, without end, and holds every answer against the fold. An active
 * answer must hold at least what the group had committed before it was asked for; any answer at
 * least what it says it does; and nothing that never was.
 */
final class Questioning implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final List<String> addresses;
  private final Grading grading;
  private final Function<Integer, Long> committed;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Mode, Counts> counts = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<String> falselyNotFound = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /** Whether an answer may be stale. */
  enum Mode {
    EXACT,
    STALE
  }

  /** What became of the questions. */
  static final class Counts {
    final AtomicLong answers = new AtomicLong();
    final AtomicLong copies = new AtomicLong();
    final AtomicLong none = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();

    Duration longest() {
      return Duration.ofNanos(longestNanos.get());
    }
  }

  /**
   * Questions to those instances.
   *
   * @param committed how far the group has committed a raw partition, at least
   */
  Questioning(
      List<String> addresses, Grading grading, Function<Integer, Long> committed, Random random) {
    this.addresses = List.copyOf(addresses);
    this.grading = grading;
    this.committed = committed;
    for (Mode mode : Mode.values()) {
      counts.put(mode, new Counts());
      for (int course = 0; course < Grading.COURSES; course++) {
        int asked = course;
        Random own = new Random(random.nextLong());
        threads.add(new Thread(() -> follow(asked, mode, own), "asks-" + mode + "-" + course));
      }
    }
    Random own = new Random(random.nextLong());
    threads.add(new Thread(() -> list(own), "asks-lists"));
  }

  Questioning start() {
    threads.forEach(Thread::start);
    return this;
  }

  Counts counts(Mode mode) {
    return Optional.ofNullable(counts.get(mode)).orElseThrow();
  }

  /** Answers that were not true, in words. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** What was said not to be there, and was. */
  List<String> falselyNotFound() {
    return List.copyOf(falselyNotFound);
  }

  /** That instance alone is asked for everything, for so long: it may not know what it missed. */
  void burst(String address, Random random, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end) {
      Work work = Grading.any(random);
      Mode mode = random.nextInt(4) == 0 ? Mode.STALE : Mode.EXACT;
      ask(address, work, mode);
    }
  }

  /** No more questions, and the answers counted. */
  void finish() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    ended = true;
  }

  /** One course, in one mode: also how long it goes without any answer. */
  private void follow(int course, Mode mode, Random random) {
    long answered = System.nanoTime();
    while (!ended) {
      Work any = Grading.any(random);
      boolean isAnswered = anywhere(new Work(course, any.assignment(), any.student()), mode, random);
      long now = System.nanoTime();
      if (isAnswered) {
        counts(mode).longestNanos.accumulateAndGet(now - answered, Math::max);
        answered = now;
      } else {
        counts(mode).none.incrementAndGet();
      }
      pause();
    }
  }

  /** From whichever instance has an answer, asked in any order, as behind a load balancer. */
  private boolean anywhere(Work work, Mode mode, Random random) {
    List<String> order = new ArrayList<>(addresses);
    Collections.shuffle(order, random);
    for (String address : order) {
      if (random.nextInt(5) == 0 ? askPage(address, work.course(), mode) : ask(address, work, mode)) {
        return true;
      }
    }
    return false;
  }

  private boolean ask(String address, Work work, Mode mode) {
    long floor = floor(work.course());
    String path = "/v1/courses/" + Grading.course(work.course()) + "/grades" + work.path();
    return get(address, path + (mode == Mode.STALE ? "?stale=true" : ""))
        .map(
            answer -> {
              JsonNode body = Json.parse(answer.body());
              long offset = holds(mode, floor, body, answer);
              check(work, offset, score(answer.statusCode(), body), answer);
              return true;
            })
        .orElse(false);
  }

  private static Optional<Integer> score(int status, JsonNode body) {
    return status == 404 ? Optional.empty() : Optional.of(body.path("score").intValue());
  }

  private boolean askPage(String address, int course, Mode mode) {
    long floor = floor(course);
    String stale = mode == Mode.STALE ? "&stale=true" : "";
    String path = "/v1/courses/" + Grading.course(course) + "/grades?limit=1000" + stale;
    return get(address, path)
        .map(
            answer -> {
              JsonNode body = Json.parse(answer.body());
              long offset = holds(mode, floor, body, answer);
              for (Work work : grading.graded(course)) {
                Optional<Integer> score = Optional.empty();
                for (JsonNode item : body.path("items")) {
                  String at =
                      "/" + item.path("assignment").asText() + "/" + item.path("student").asText();
                  if (at.equals(work.path())) {
                    score = Optional.of(item.path("score").intValue());
                  }
                }
                check(work, offset, score, answer);
              }
              return true;
            })
        .orElse(false);
  }

  /** The raw offset up to which the answer must hold everything. */
  private long holds(Mode mode, long floor, JsonNode body, HttpResponse<String> answer) {
    JsonNode freshness = body.path("freshness");
    boolean isCopy = freshness.path("role").asText().equals("standby");
    long offset = freshness.path("offset").asLong(-1);
    counts(mode).answers.incrementAndGet();
    if (isCopy) {
      counts(mode).copies.incrementAndGet();
      if (mode == Mode.EXACT || !freshness.path("lag").isNumber()) {
        wrong.add("a copy, without being asked for or without its lag: " + told(answer));
      }
      return offset;
    }
    return Math.max(offset, floor);
  }

  private void check(Work work, long offset, Optional<Integer> score, HttpResponse<String> answer) {
    Optional<Integer> least = grading.after(work, offset);
    if (score.isEmpty() && least.isPresent()) {
      falselyNotFound.add(work + " up to " + offset + ": " + told(answer) + grading.all(work));
    } else if (score.isPresent()
        && (score.get() < least.orElse(0) || !grading.isGiven(work, score.get()))) {
      wrong.add(work + " up to " + offset + ": " + told(answer) + grading.all(work));
    }
  }

  /** All courses, page by page over all instances, each once. */
  private void list(Random random) {
    while (!ended) {
      Set<String> known = new HashSet<>();
      for (int course = 0; course < Grading.COURSES; course++) {
        if (floor(course) >= 0 && grading.partition(course).isPresent()) {
          known.add(Grading.course(course));
        }
      }
      List<String> listed = new ArrayList<>();
      if (pages(listed, random)) {
        counts(Mode.EXACT).answers.incrementAndGet();
        if (new HashSet<>(listed).size() < listed.size()) {
          wrong.add("a course is listed twice: " + listed);
        }
        if (!listed.containsAll(known)) {
          falselyNotFound.add("not all courses are listed: " + listed);
        }
      }
      pause();
    }
  }

  private boolean pages(List<String> listed, Random random) {
    String cursor = "";
    do {
      String address = addresses.get(random.nextInt(addresses.size()));
      Optional<HttpResponse<String>> page = get(address, "/v1/courses?limit=3" + cursor);
      if (page.isEmpty()) {
        return false;
      }
      JsonNode body = Json.parse(page.get().body());
      body.path("items").forEach(item -> listed.add(item.path("course").asText()));
      JsonNode next = body.path("next_cursor");
      cursor = next.isTextual() ? "&cursor=" + next.textValue() : "";
    } while (!cursor.isEmpty() && !ended);
    return cursor.isEmpty();
  }

  /** Committed before now: the offset of the last such record, or -1. */
  private long floor(int course) {
    return grading.partition(course).map(committed).orElse(0L) - 1;
  }

  /** An answer, be it that there is nothing; empty if there is none now. */
  private Optional<HttpResponse<String>> get(String address, String path) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = http.send(question, BodyHandlers.ofString());
      if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent()) {
        return Optional.empty();
      }
      if (answer.statusCode() != 200 && answer.statusCode() != 404) {
        wrong.add(told(answer));
        return Optional.empty();
      }
      return Optional.of(answer);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static String told(HttpResponse<String> answer) {
    return answer.request().uri() + " " + answer.statusCode() + " " + answer.body();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
