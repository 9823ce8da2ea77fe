package org.liveevents.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liveevents.event.EventName;

/**
 * All event names Canvas is known to send, read from {@code events.json} beside this class;
 * immutable.
 */
public final class EventCatalogue {

  private static final EventCatalogue BUNDLED = read("events.json");

  private final Map<String, KnownEvent> byName;

  private EventCatalogue(Map<String, KnownEvent> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The catalogue of this release. */
  public static EventCatalogue bundled() {
    return BUNDLED;
  }

  /** The entry of that name, if there is one. */
  public Optional<KnownEvent> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name as a value, recognised if the catalogue has it. */
  public EventName name(String text) {
    KnownEvent known = byName.get(text);
    return known == null ? new EventName(text, false) : known.name();
  }

  /** All entries, by name. */
  public Collection<KnownEvent> all() {
    return byName.values();
  }

  private static EventCatalogue read(String resource) {
    try (InputStream in = EventCatalogue.class.getResourceAsStream(resource)) {
      Map<String, KnownEvent> entries = new LinkedHashMap<>();
      for (JsonNode entry : new ObjectMapper().readTree(in)) {
        String name = entry.get("name").textValue();
        entries.put(
            name,
            new KnownEvent(
                new EventName(name, true),
                entry.get("category").textValue(),
                KnownEvent.Origin.valueOf(entry.get("origin").textValue().toUpperCase(Locale.ROOT)),
                entry.get("course").booleanValue(),
                entry.get("caliper").booleanValue()));
      }
      return new EventCatalogue(entries);
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue is missing from this build", e);
    }
  }
}
