package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.EngineModel.Happening;
import org.liveevents.streams.topology.EngineModel.Leaving;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.streams.validate.Validation;
import org.liveevents.topic.Topics;

/**
 * G2 to G6 over generated histories. A failure names its seed; {@code -Dhistories=N} runs more,
 * {@code -Dseed=S} one.
 */
class EnginePropertyTest {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final EnvelopeReader READER =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));

  private record Step(int serial, Instant arrival, boolean tick) {}

  @Test
  void equalsAPlainModelOnAnyHistory() {
    seeds(60)
        .forEach(
            seed -> {
              Random random = new Random(seed);
              List<Instant> times = times(random, 1 + random.nextInt(60));
              List<Step> history = anyHistory(random, times);
              check(seed, times, history);
            });
  }

  @Test
  void anyArrivalOrderWithinTheGraceGivesTheSameSequences() {
    seeds(15)
        .forEach(
            seed -> {
              Random random = new Random(seed);
              List<Instant> times = times(random, 40);
              Map<String, List<String>> one = perScope(run(times, withinTheGrace(random, times)));
              Map<String, List<String>> other = perScope(run(times, withinTheGrace(random, times)));
              assertThat(other).as("seed %d", seed).isEqualTo(one);
              assertThat(one.values().stream().mapToInt(List::size).sum())
                  .as("seed %d", seed)
                  .isEqualTo(times.size());
              one.forEach(
                  (scope, sequence) ->
                      assertThat(sequence).as("seed %d scope %s", seed, scope).isSorted());
            });
  }

  private static void check(long seed, List<Instant> times, List<Step> history) {
    EngineModel model = new EngineModel(GRACE, WINDOW, SKEW);
    try (PipelineDriver pipeline = driver()) {
      for (Step step : history) {
        if (step.tick) {
          pipeline.idleUntil(step.arrival.plusMillis(500));
          model.tick(step.arrival);
        } else {
          pipeline.receive(json(step.serial, times), step.arrival);
          model.receive(happening(step.serial, times), step.arrival);
        }
      }
      assertThat(leavings(pipeline)).as("seed %d", seed).isEqualTo(expected(model.left()));
      assertThat(pipeline.ledger().values()).as("seed %d", seed).allMatch(LedgerLine::balances);
      LedgerLine total = pipeline.ledgerTotal();
      assertThat(total.duplicate()).as("seed %d", seed).isEqualTo(model.duplicates());
      assertThat(total.pending()).as("seed %d", seed).isEqualTo(model.pending());
    }
  }

  private static PipelineDriver driver() {
    return new PipelineDriver(
        new EngineSettings(
            new Topics("canvas"), IdRules.ofShard(1), WINDOW, GRACE, SKEW, Validation.REJECT));
  }

  /**
   * Disorder beyond the grace, copies, copies after the window, idle gaps, ticks, clocks from the
   * future, equal times.
   */
  private static List<Step> anyHistory(Random random, List<Instant> times) {
    List<Step> steps = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < times.size() * 2; i++) {
      now = now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(30_000) : random.nextInt(900));
      if (random.nextInt(40) == 0) {
        now = now.plus(WINDOW);
      }
      boolean tick = random.nextInt(6) == 0;
      Instant arrival = random.nextInt(10) == 0 ? now.minusMillis(random.nextInt(5000)) : now;
      steps.add(new Step(random.nextInt(times.size()), tick ? now : arrival, tick));
    }
    return steps;
  }

  /**
   * Every event arrives at most the grace after its time, each once or more, in one of many orders.
   */
  private static List<Step> withinTheGrace(Random random, List<Instant> times) {
    List<Step> steps = new ArrayList<>();
    for (int serial = 0; serial < times.size(); serial++) {
      int copies = random.nextInt(4) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        steps.add(
            new Step(
                serial,
                times.get(serial).plusMillis(random.nextInt((int) GRACE.toMillis())),
                false));
      }
    }
    Collections.shuffle(steps, random);
    steps.sort(Comparator.comparing(Step::arrival));
    return steps;
  }

  private static List<Out> run(List<Instant> times, List<Step> history) {
    try (PipelineDriver pipeline = driver()) {
      history.forEach(step -> pipeline.receive(json(step.serial, times), step.arrival));
      pipeline.idleUntil(START.plus(Duration.ofDays(1)));
      assertThat(pipeline.typed()).noneMatch(out -> out.headers().containsKey("ce_late"));
      return pipeline.typed();
    }
  }

  private static List<Instant> times(Random random, int count) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long millis = random.nextInt(3) == 0 ? random.nextInt(20) * 1000L : random.nextInt(60_000);
      times.add(START.plusMillis(millis));
    }
    return times;
  }

  private static String json(int serial, List<Instant> times) {
    return TestEvents.read(serial % 3, serial, times.get(serial));
  }

  private static Happening happening(int serial, List<Instant> times) {
    return READER
        .read(json(serial, times).getBytes(UTF_8))
        .fold(
            (Decoded.Event event) ->
                new Happening(serial, event.event().id().toString(), times.get(serial)),
            rejected -> {
              throw new AssertionError(rejected);
            });
  }

  private static List<String> leavings(PipelineDriver pipeline) {
    return pipeline.typed().stream()
        .map(
            out ->
                out.headers().get("ce_id")
                    + (out.headers().containsKey("ce_late") ? " LATE" : "")
                    + (out.headers().containsKey("ce_future") ? " FUTURE" : ""))
        .toList();
  }

  private static List<String> expected(List<Leaving> left) {
    return left.stream()
        .map(
            leaving -> leaving.id() + (leaving.turn() == Turn.IN_ORDER ? "" : " " + leaving.turn()))
        .toList();
  }

  private static Map<String, List<String>> perScope(List<Out> outs) {
    return outs.stream()
        .collect(
            Collectors.groupingBy(
                Out::key,
                LinkedHashMap::new,
                Collectors.mapping(
                    out -> out.headers().get("ce_time") + " " + out.headers().get("ce_id"),
                    Collectors.toList())))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, HashMap::new));
  }

  private static List<Long> seeds(int usual) {
    Long only = Long.getLong("seed");
    if (only != null) {
      return List.of(only);
    }
    long first = new Random().nextLong() >>> 16;
    int count = Integer.getInteger("histories", usual);
    System.out.printf("histories with seeds %d to %d%n", first, first + count - 1);
    return LongStream.range(first, first + count).boxed().toList();
  }
}
