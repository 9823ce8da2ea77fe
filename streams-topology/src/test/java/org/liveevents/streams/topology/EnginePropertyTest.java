package org.liveevents.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.topology.PipelineDriver.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventId;
import org.liveevents.event.IdRules;
import org.liveevents.streams.flow.OrderedEvent.Turn;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.topology.EngineModel.Happening;
import org.liveevents.streams.topology.EngineModel.Leaving;
import org.liveevents.streams.topology.History.Step;
import org.liveevents.streams.topology.PipelineDriver.Out;
import org.liveevents.streams.validate.Validation;
import org.liveevents.streams.window.WindowRules;

/**
 * G2 to G6 over generated histories, with crashes. A failure names its seed; {@code -Dhistories=N}
 * runs more, {@code -Dseed=S} one.
 */
class EnginePropertyTest {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final EnvelopeReader READER =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));

  @Test
  void equalsAPlainModelOnAnyHistory() {
    Histories.seeds(Histories.USUAL).forEach(EnginePropertyTest::checkEngine);
  }

  @Test
  void equalsAPlainModelAsATopology() {
    Histories.seeds(60).forEach(EnginePropertyTest::checkTopology);
  }

  @Test
  void anyArrivalOrderWithinTheGraceGivesTheSameSequences() {
    Histories.seeds(15)
        .forEach(
            seed -> {
              Random random = new Random(seed);
              List<Instant> times = History.times(random, 40);
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

  /** The engine by itself, under rules of chance. */
  private static void checkEngine(long seed) {
    Random random = new Random(seed);
    Duration grace = Duration.ofSeconds(List.of(0, 2, 10).get(random.nextInt(3)));
    Duration skew = Duration.ofSeconds(List.of(0, 5, 60).get(random.nextInt(3)));
    Duration window =
        grace.plus(skew).plusMillis(List.of(1, 30_000, 600_000).get(random.nextInt(3)));
    List<Instant> times = History.oddTimes(random, 1 + random.nextInt(60));
    PlainEngine engine =
        new PlainEngine(
            new WindowRules(grace, window, 1 << 30), skew, EnginePropertyTest::isInvalid);
    EngineModel model = new EngineModel(grace, window, skew);
    EngineModel committed = model.copy();
    List<Step> uncommitted = new ArrayList<>();
    for (Step step : History.any(random, times, window)) {
      Happening event = new Happening(step.serial(), id(seed, step), times.get(step.serial()));
      switch (step.kind()) {
        case RECEIVE -> engine.receive(event, step.at());
        case REFUSE -> engine.refuse(step.at());
        case TICK -> engine.tick(step.at());
        case PAUSE -> engine.pause();
        case COMMIT -> engine.commit();
        case CRASH, MOVE -> engine.crash();
      }
      switch (step.kind()) {
        case RECEIVE, REFUSE -> {
          apply(step, event, model);
          uncommitted.add(step);
        }
        case TICK -> model.tick(step.at());
        case PAUSE -> {}
        case COMMIT -> {
          committed = model.copy();
          uncommitted.clear();
        }
        case CRASH, MOVE -> {
          model = committed.copy();
          for (Step again : uncommitted) {
            apply(
                again,
                new Happening(again.serial(), id(seed, again), times.get(again.serial())),
                model);
          }
        }
      }
    }
    assertThat(engine.left())
        .as("seed %d", seed)
        .isEqualTo(model.left().stream().map(EnginePropertyTest::left).toList());
    checkLedger(seed, engine.ledger(), model);
  }

  private static PlainEngine.Left left(Leaving leaving) {
    return new PlainEngine.Left(leaving.id(), leaving.turn(), isInvalid(leaving.serial()));
  }

  private static boolean isInvalid(int serial) {
    return serial % 7 == 3;
  }

  private static void apply(Step step, Happening event, EngineModel model) {
    if (step.kind() == History.Kind.RECEIVE) {
      model.receive(event, step.at());
    } else {
      model.refuse(step.at());
    }
  }

  private static String id(long seed, Step step) {
    return new EventId(seed * 31 + step.serial() * 0x9E3779B97F4A7C15L, step.serial()).toString();
  }

  private static void checkTopology(long seed) {
    Random random = new Random(seed);
    List<Instant> times = History.oddTimes(random, 1 + random.nextInt(60));
    EngineModel model = new EngineModel(GRACE, WINDOW, SKEW);
    try (PipelineDriver pipeline = driver()) {
      for (Step step : History.any(random, times, WINDOW)) {
        switch (step.kind()) {
          case RECEIVE -> {
            pipeline.receive(json(step.serial(), times), step.at());
            model.receive(happening(step.serial(), times), step.at());
          }
          case REFUSE -> {
            pipeline.receive("no event", step.at());
            model.refuse(step.at());
          }
          case TICK -> {
            pipeline.idleUntil(step.at().plusMillis(500));
            model.tick(step.at());
          }
          case PAUSE -> pipeline.waitUnread(Duration.ofMillis(400));
          case COMMIT -> {}
          case CRASH -> pipeline.restart(false);
          case MOVE -> pipeline.restart(true);
        }
      }
      assertThat(leavings(pipeline)).as("seed %d", seed).isEqualTo(expected(model.left()));
      checkLedger(seed, pipeline.ledger(), model);
    }
  }

  private static void checkLedger(long seed, Map<String, LedgerLine> lines, EngineModel model) {
    assertThat(lines.values()).as("seed %d", seed).allMatch(LedgerLine::balances);
    Map<Turn, Long> turns =
        model.left().stream().collect(Collectors.groupingBy(Leaving::turn, Collectors.counting()));
    long forwarded = model.left().size();
    assertThat(lines.values().stream().reduce(LedgerLine.EMPTY, LedgerLine::plus))
        .as("seed %d", seed)
        .isEqualTo(
            new LedgerLine(
                forwarded + model.duplicates() + model.refused() + model.pending(),
                forwarded,
                model.duplicates(),
                model.refused(),
                model.pending(),
                turns.getOrDefault(Turn.LATE, 0L),
                turns.getOrDefault(Turn.FUTURE, 0L)));
  }

  private static PipelineDriver driver() {
    return new PipelineDriver(PipelineDriver.settings(WINDOW, GRACE, SKEW, Validation.REJECT));
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
            Step.receive(
                serial, times.get(serial).plusMillis(random.nextInt((int) GRACE.toMillis()))));
      }
    }
    Collections.shuffle(steps, random);
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private static List<Out> run(List<Instant> times, List<Step> history) {
    try (PipelineDriver pipeline = driver()) {
      history.forEach(step -> pipeline.receive(json(step.serial(), times), step.at()));
      pipeline.idleUntil(START.plus(Duration.ofDays(1)));
      assertThat(pipeline.typed()).noneMatch(out -> out.headers().containsKey("ce_late"));
      return pipeline.typed();
    }
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
                Collectors.mapping(
                    out -> out.headers().get("ce_time") + " " + out.headers().get("ce_id"),
                    Collectors.toList())));
  }
}
