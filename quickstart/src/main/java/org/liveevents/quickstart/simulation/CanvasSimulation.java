package org.liveevents.quickstart.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.liveevents.quickstart.simulation.Malformed.Expected;

/**
 * A simulated Canvas: makes a history and plans its delivery, with the duplicates, the disorder,
 * the late, future and broken events a real one delivers.
 */
public final class CanvasSimulation {

  /** The shard of everything in the simulated Canvas. */
  public static final long SHARD = World.SHARD;

  private static final int ONE_LATE_IN = 100;

  private CanvasSimulation() {}

  /** Plans a simulation; equal settings give equal plans. */
  public static Plan plan(SimulationSettings settings) {
    Random random = new Random(settings.seed());
    History history = History.of(settings, random);
    List<SimulatedEvent> late = heldBack(history.waves(), random);
    Set<SimulatedEvent> isLate = Set.copyOf(late);
    List<List<Delivery>> waves = new ArrayList<>();
    Ledger ledger = new Ledger();
    Courier courier = new Courier(random, ledger);
    for (List<SimulatedEvent> wave : history.waves()) {
      waves.add(courier.deliver(wave.stream().filter(event -> !isLate.contains(event)).toList()));
    }
    scatter(courier.deliver(history.future()), waves, random);
    scatter(malformed(settings.end(), ledger), waves, random);
    courier.repeatIn(waves);
    List<Delivery> stragglers = courier.deliver(late);
    courier.repeatIn(List.of(stragglers));
    List<Wave> sent = new ArrayList<>();
    for (List<Delivery> wave : waves) {
      sent.add(wave("term " + (sent.size() + 1) + "/" + waves.size(), wave, random));
    }
    sent.add(wave("stragglers", stragglers, random));
    history.waves().forEach(ledger::happened);
    ledger.late(late);
    ledger.future(history.future());
    return new Plan(sent, ledger.expectation(sent), World.canonical(World.FIRST_COURSE));
  }

  /**
   * Events of the first half that will be sent after everything else. Only events of a course that
   * goes on in the last wave, so that its partition has moved on beyond doubt.
   */
  private static List<SimulatedEvent> heldBack(List<List<SimulatedEvent>> waves, Random random) {
    Set<String> active =
        waves.get(waves.size() - 1).stream()
            .flatMap(event -> event.scope().stream())
            .collect(Collectors.toSet());
    List<SimulatedEvent> candidates = new ArrayList<>();
    for (List<SimulatedEvent> wave : waves.subList(0, waves.size() / 2)) {
      wave.stream()
          .filter(event -> event.scope().filter(active::contains).isPresent())
          .forEach(candidates::add);
    }
    Collections.shuffle(candidates, random);
    int events = waves.stream().mapToInt(List::size).sum();
    return List.copyOf(candidates.subList(0, Math.min(candidates.size(), events / ONE_LATE_IN)));
  }

  private static List<Delivery> malformed(Instant time, Ledger ledger) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Expected expected : Malformed.all(time)) {
      ledger.malformed(expected);
      deliveries.add(expected.delivery());
    }
    return deliveries;
  }

  private static void scatter(
      List<Delivery> deliveries, List<List<Delivery>> waves, Random random) {
    for (Delivery delivery : deliveries) {
      List<Delivery> wave = waves.get(random.nextInt(waves.size()));
      wave.add(random.nextInt(wave.size() + 1), delivery);
    }
  }

  /** Within a wave neighbours change places, as Canvas' own workers make them. */
  private static Wave wave(String title, List<Delivery> deliveries, Random random) {
    List<Delivery> disordered = new ArrayList<>(deliveries);
    for (int i = 0; i + 1 < disordered.size(); i++) {
      int reach = Math.min(30, disordered.size() - i);
      Collections.swap(disordered, i, i + random.nextInt(reach));
    }
    return new Wave(title, disordered);
  }
}
