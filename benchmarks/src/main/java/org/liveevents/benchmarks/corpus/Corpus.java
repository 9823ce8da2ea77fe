package org.liveevents.benchmarks.corpus;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.liveevents.benchmarks.corpus.Delivery.Fact;
import org.liveevents.benchmarks.corpus.Template.Part;

/** Events of a university in term, in the order in which they arrive. */
public final class Corpus {

  private static final int STUDENTS = 40;
  private static final int ASSIGNMENTS = 12;
  private static final long SESSION = Duration.ofMinutes(20).toMillis();
  private static final HexFormat HEX = HexFormat.of();
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long SHARD = 1042L * 10_000_000_000_000L;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final CorpusSettings settings;
  private final Mix mix = new Mix();

  public Corpus(CorpusSettings settings) {
    this.settings = settings;
  }

  /** The first deliveries, as many as there are up to that number. */
  public static List<Delivery> some(CorpusSettings settings) {
    List<Delivery> deliveries = new ArrayList<>();
    new Corpus(settings).deliver(deliveries::add);
    return deliveries;
  }

  /** Makes everything anew and hands it over in the order of arrival. */
  public void deliver(Consumer<Delivery> receiver) {
    Random random = new Random(settings.seed());
    PriorityQueue<Delivery> underway =
        new PriorityQueue<>(
            Comparator.comparingLong(Delivery::arrival).thenComparing(Delivery::sequence));
    int disorder = (int) settings.disorder().toMillis();
    for (int sequence = 0; sequence < settings.events(); sequence++) {
      long time =
          settings.start().toEpochMilli() + 1000L * sequence / Math.max(1, settings.perSecond());
      Delivery event = event(sequence, time, random);
      underway.add(arriving(event, time + random.nextInt(disorder + 1)));
      if (random.nextDouble() < settings.duplicates()) {
        underway.add(arriving(event, time + random.nextInt(disorder + 1)));
      }
      if (random.nextDouble() < settings.malformed()) {
        underway.add(malformed(event));
      }
      while (!underway.isEmpty() && underway.peek().arrival() <= time) {
        receiver.accept(underway.poll());
      }
    }
    while (!underway.isEmpty()) {
      receiver.accept(underway.poll());
    }
  }

  private static Delivery arriving(Delivery event, long arrival) {
    return new Delivery(
        event.sequence(),
        event.name(),
        event.caliper(),
        event.time(),
        arrival,
        event.fact(),
        event.json());
  }

  private static Delivery malformed(Delivery event) {
    String half = event.json().substring(0, event.json().length() / 2);
    return new Delivery(
        -1, event.name(), event.caliper(), event.time(), event.time(), Optional.empty(), half);
  }

  private Delivery event(int sequence, long time, Random random) {
    Template template = mix.draw(random);
    int course = random.nextDouble() < settings.hotShare() ? 0 : random.nextInt(settings.courses());
    long courseId = 1000L + course;
    // Neighbouring courses share students, as they do at a university.
    long student = 20_000 + course * (STUDENTS / 2L) + present(course, time, random);
    long assignment = 1_000_000 + course * (long) ASSIGNMENTS + random.nextInt(ASSIGNMENTS);
    int halves = random.nextInt(41);
    String number = halves / 2 + (halves % 2 == 0 ? "" : ".5");
    StringBuilder text = new StringBuilder(2048);
    for (Part part : template.parts()) {
      switch (part.hole()) {
        case NONE -> text.append(part.text());
        case COURSE -> text.append(SHARD + courseId);
        case COURSE_LOCAL -> text.append(courseId);
        case STUDENT -> text.append(SHARD + student);
        case STUDENT_LOCAL -> text.append(student);
        case ASSIGNMENT -> text.append(SHARD + assignment);
        case ASSIGNMENT_LOCAL -> text.append(assignment);
        case REQUEST -> request(text, sequence, random);
        case JOB -> text.append(SHARD + 4_000_000_000L + sequence);
        case SCORE -> text.append(number);
        case COUNT -> text.append(halves % 7);
        case TIME -> text.append(MILLIS.format(Instant.ofEpochMilli(time)));
      }
    }
    String inCourse = "1042~" + courseId + "/";
    Optional<Fact> fact =
        switch (template.canvasName()) {
          case "grade_change" ->
              Optional.of(
                  new Fact(
                      "latest-grade",
                      inCourse + "1042~" + assignment + "/1042~" + student,
                      number));
          case "course_progress", "course_completed" ->
              Optional.of(
                  new Fact(
                      "course-progress",
                      inCourse + "1042~" + student,
                      Integer.toString(halves % 7)));
          default -> Optional.empty();
        };
    return new Delivery(
        sequence, template.canvasName(), template.caliper(), time, time, fact, text.toString());
  }

  /** One of those who are at it: clicks come in sessions, and others take their turn after them. */
  private int present(int course, long time, Random random) {
    int atOnce = (int) Math.max(1, Math.round(STUDENTS * settings.present()));
    long mixed = (time / SESSION * settings.courses() + course) * SPREAD;
    return (int) Math.floorMod((mixed >>> 33) + random.nextInt(atOnce), (long) STUDENTS);
  }

  /** A UUID no other event has: the number is in it. */
  private static void request(StringBuilder text, int sequence, Random random) {
    String chance = HEX.toHexDigits(random.nextLong());
    text.append(HEX.toHexDigits(sequence))
        .append('-')
        .append(chance, 0, 4)
        .append("-4")
        .append(chance, 4, 7)
        .append("-a")
        .append(chance, 7, 10)
        .append('-')
        .append(chance, 4, 16);
  }
}
