package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.topic.Topics;

/** One event of every name and format, from the samples of the vocabulary, as if it came now. */
final class SampleTexts {

  private SampleTexts() {}

  /** The events, by the typed topic each belongs to. */
  static Map<String, String> byTopic(Instant time) {
    Topics topics = new Topics(Topics.DEFAULT_PREFIX);
    Map<String, String> samples = new LinkedHashMap<>();
    for (PayloadFormat format : PayloadFormat.values()) {
      for (KnownEvent known : EventCatalogue.bundled().all()) {
        String file = "/org/liveevents/samples/" + format.label() + "/" + known.name() + ".json";
        try (InputStream in = EventCatalogue.class.getResourceAsStream(file)) {
          if (in != null) {
            samples.put(
                topics.typed(format, known.name()),
                at(time, format, new String(in.readAllBytes(), UTF_8)));
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return samples;
  }

  private static String at(Instant time, PayloadFormat format, String sample) {
    ObjectNode event = (ObjectNode) Json.parse(sample);
    if (format == PayloadFormat.CANVAS) {
      ((ObjectNode) event.get("metadata")).put("event_time", Events.millis(time));
    } else {
      ((ObjectNode) event.get("data").get(0)).put("eventTime", Events.millis(time));
    }
    return " " + event + "\n";
  }
}
