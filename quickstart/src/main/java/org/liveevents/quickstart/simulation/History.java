package org.liveevents.quickstart.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.liveevents.quickstart.simulation.SampleEvents.Sample;

/**
 * Everything that happened, in waves: within a wave events lie closer together than the grace, so
 * that no order of arrival makes one late; between two waves more than a grace passes, so that an
 * event held back for a wave is late beyond doubt.
 *
 * @param waves events by time, wave after wave
 * @param future events whose time is hours ahead
 */
record History(List<List<SimulatedEvent>> waves, List<SimulatedEvent> future) {

  private static final int WAVE = 400;
  private static final int FEWEST_WAVES = 4;
  private static final int EVENTS_PER_COURSE = 700;
  private static final int STUDENTS = 20;
  private static final int ASSIGNMENTS = 8;
  private static final int FROM_THE_FUTURE = 8;

  History {
    waves = waves.stream().map(List::copyOf).toList();
    future = List.copyOf(future);
  }

  static History of(SimulationSettings settings, RandomGenerator random) {
    Term term = new Term(world(settings, random), random);
    List<Sample> samples = SampleEvents.all();
    int count = Math.max(FEWEST_WAVES, settings.events() / WAVE);
    int size = settings.events() / count;
    List<List<SimulatedEvent>> waves = new ArrayList<>();
    for (int wave = 0; wave < count; wave++) {
      Window window = window(settings, wave, count);
      List<SimulatedEvent> events = samples(samples, wave, count, window, random);
      if (wave == 0) {
        events.addAll(term.open(window));
      }
      events.addAll(term.go(window, Math.max(0, size - events.size())));
      events.sort(Comparator.comparing(SimulatedEvent::time));
      waves.add(events);
    }
    return new History(waves, future(settings, term, random));
  }

  /** The courses and people of these settings, if chance was not asked for anything before. */
  static World world(SimulationSettings settings, RandomGenerator random) {
    int courses = Math.max(2, Math.min(10, settings.events() / EVENTS_PER_COURSE));
    return World.of(courses, STUDENTS, ASSIGNMENTS, random);
  }

  /** Waves are a grace's quarter long and begin four graces apart; the last one ends about now. */
  private static Window window(SimulationSettings settings, int wave, int count) {
    Duration span = settings.grace().dividedBy(4);
    Instant last = settings.end().minus(span.multipliedBy(2));
    return new Window(last.minus(settings.grace().multipliedBy(4L * (count - 1 - wave))), span);
  }

  private static List<SimulatedEvent> samples(
      List<Sample> samples, int wave, int count, Window window, RandomGenerator random) {
    SampleEvents events = new SampleEvents(random);
    List<SimulatedEvent> share = new ArrayList<>();
    for (int i = wave; i < samples.size(); i += count) {
      share.add(events.happening(samples.get(i), window.at(i, samples.size(), random)));
    }
    return share;
  }

  private static List<SimulatedEvent> future(
      SimulationSettings settings, Term term, RandomGenerator random) {
    List<SimulatedEvent> events = new ArrayList<>();
    for (int i = 0; i < FROM_THE_FUTURE; i++) {
      events.add(term.fromTheFuture(settings.end().plus(Duration.ofHours(2 + random.nextInt(40)))));
    }
    return events;
  }
}
