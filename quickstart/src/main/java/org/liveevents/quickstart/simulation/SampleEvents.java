package org.liveevents.quickstart.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;

/**
 * One event of every name in the catalogue, in every format that has it, from the samples of the
 * vocabulary; each gets its own time and request, so that it happens once.
 */
final class SampleEvents {

  private static final String FOLDER = "/org/liveevents/samples/";

  /** A sample whose time is not yet set. */
  record Sample(PayloadFormat format, String name, String text) {}

  private final RandomGenerator random;

  SampleEvents(RandomGenerator random) {
    this.random = random;
  }

  /** All samples of this build; a name without one is left out. */
  static List<Sample> all() {
    List<Sample> samples = new ArrayList<>();
    for (PayloadFormat format : PayloadFormat.values()) {
      for (KnownEvent known : EventCatalogue.bundled().all()) {
        String name = known.name().text();
        read(FOLDER + format.label() + "/" + name + ".json")
            .ifPresent(text -> samples.add(new Sample(format, name, text)));
      }
    }
    return samples;
  }

  SimulatedEvent happening(Sample sample, Instant time) {
    ObjectNode event = (ObjectNode) Json.parse(sample.text);
    if (sample.format == PayloadFormat.CANVAS) {
      ObjectNode metadata = (ObjectNode) event.get("metadata");
      metadata.put("event_time", Json.millis(time));
      if (metadata.has("request_id")) {
        metadata.put("request_id", Json.uuid(random));
      }
    } else {
      ObjectNode entry = (ObjectNode) event.get("data").get(0);
      entry.put("id", "urn:uuid:" + Json.uuid(random)).put("eventTime", Json.millis(time));
      event.put("sendTime", Json.millis(time.plusMillis(40)));
    }
    return new SimulatedEvent(
        sample.format, sample.name, time, Optional.empty(), Optional.empty(), Json.write(event));
  }

  private static Optional<String> read(String resource) {
    try (InputStream in = EventCatalogue.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a sample of this build cannot be read", e);
    }
  }
}
