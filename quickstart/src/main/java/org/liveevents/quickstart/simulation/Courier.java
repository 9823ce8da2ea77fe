package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.quickstart.simulation.Delivery.Form;

/**
 * Decides over which channel an event is sent, in which wrapping, and how often. Every fifth event
 * or so comes twice: over the same channel or the other, as it was or respelled, at once or later.
 */
final class Courier {

  private static final int BATCH = 3;

  /** A second copy that is still to be sent, in a wave after its first. */
  private record Repeat(int firstWave, Delivery delivery) {}

  private final Random random;
  private final Ledger ledger;
  private final List<Repeat> repeats = new ArrayList<>();
  private int wave;

  Courier(Random random, Ledger ledger) {
    this.random = random;
    this.ledger = ledger;
  }

  /** The deliveries of one wave, in the order of its events. */
  List<Delivery> deliver(List<SimulatedEvent> events) {
    List<Delivery> deliveries = new ArrayList<>();
    ledger.receives(events.size());
    List<SimulatedEvent> canvas = ofFormat(events, PayloadFormat.CANVAS);
    List<SimulatedEvent> caliper = ofFormat(events, PayloadFormat.CALIPER);
    List<SimulatedEvent> alone = new ArrayList<>(events);
    if (canvas.size() > BATCH) {
      List<SimulatedEvent> batch = canvas.subList(0, BATCH);
      deliveries.add(sqs(array(batch)));
      alone.removeAll(batch);
      SimulatedEvent wrapped = canvas.get(BATCH);
      deliveries.add(sqs(Json.write(TextNode.valueOf(wrapped.json()))));
      alone.remove(wrapped);
    }
    if (caliper.size() >= 2) {
      deliveries.add(sqs(envelope(caliper.get(0), caliper.get(1))));
      alone.removeAll(caliper.subList(0, 2));
    }
    for (SimulatedEvent event : alone) {
      deliveries.add(first(event));
      repeat(event, deliveries);
    }
    wave++;
    return deliveries;
  }

  /** Puts the copies that were kept for later into waves after their first. */
  void repeatIn(List<List<Delivery>> waves) {
    for (Repeat repeat : repeats) {
      int later = Math.min(waves.size() - 1, repeat.firstWave + random.nextInt(waves.size()));
      List<Delivery> target = waves.get(later);
      target.add(random.nextInt(target.size() + 1), repeat.delivery);
    }
    repeats.clear();
  }

  private Delivery first(SimulatedEvent event) {
    return random.nextInt(100) < 55 ? sqs(event, event.json()) : webhook(event.json());
  }

  private void repeat(SimulatedEvent event, List<Delivery> deliveries) {
    int dice = random.nextInt(100);
    if (dice >= 20) {
      return;
    }
    ledger.receives(1);
    String text = dice < 10 ? event.json() : Respelling.of(event.json(), random.nextLong());
    Delivery copy = random.nextBoolean() ? sqs(event, text) : webhook(text);
    if (dice % 3 == 0) {
      repeats.add(new Repeat(wave, copy));
    } else {
      deliveries.add(copy);
    }
  }

  private Delivery sqs(SimulatedEvent event, String text) {
    return new Delivery.Sqs(
        Payload.of(text),
        Map.of("event_name", name(event), "event_time", Json.millis(event.time())));
  }

  private static Delivery sqs(String text) {
    return new Delivery.Sqs(Payload.of(text), Map.of());
  }

  private Delivery webhook(String text) {
    return new Delivery.Webhook(
        Payload.of(text), random.nextInt(10) == 0 ? Form.QUOTED_TOKEN : Form.TOKEN);
  }

  /** Canvas names the event in an attribute by its Canvas name, for Caliper too. */
  private static String name(SimulatedEvent event) {
    return event.format() == PayloadFormat.CANVAS
        ? Json.parse(event.json()).get("metadata").get("event_name").textValue()
        : event.label();
  }

  private static List<SimulatedEvent> ofFormat(List<SimulatedEvent> events, PayloadFormat format) {
    return events.stream().filter(event -> event.format() == format).toList();
  }

  private static String array(List<SimulatedEvent> events) {
    return events.stream().map(SimulatedEvent::json).collect(Collectors.joining(",", "[", "]"));
  }

  /** Caliper's own way to send two at once. */
  private static String envelope(SimulatedEvent one, SimulatedEvent two) {
    ObjectNode envelope = (ObjectNode) Json.parse(one.json());
    ((ArrayNode) envelope.get("data")).add(Json.parse(two.json()).get("data").get(0));
    return Json.write(envelope);
  }
}
