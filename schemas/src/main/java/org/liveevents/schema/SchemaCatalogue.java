package org.liveevents.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;

/**
 * The JSON Schema of every event whose shape is known: what Canvas documents and what its source
 * shows, in each format it comes in; events merely seen on the wire have none. And that of every
 * state topic's values. Immutable.
 */
public final class SchemaCatalogue {

  /** Schemas are named under this address. It is a name; nothing is fetched from there. */
  static final URI BASE = URI.create("https://liveevents.org/schemas/");

  private static final String ENVELOPE = "common/envelope.json";
  private static final String RESOURCES = "/org/liveevents/schemas/";

  /** The stores that have a public topic. */
  private static final List<String> STATES = List.of("course", "course-progress", "latest-grade");

  private final Map<String, EventSchema> byPath;
  private final List<StateSchema> states;

  private SchemaCatalogue(Map<String, EventSchema> byPath, List<StateSchema> states) {
    this.byPath = Collections.unmodifiableMap(byPath);
    this.states = List.copyOf(states);
  }

  /** The schemas of this release; read on first use. */
  public static SchemaCatalogue bundled() {
    return Bundled.CATALOGUE;
  }

  /** The schema of the event of that name in that format, if its shape is known. */
  public Optional<EventSchema> find(PayloadFormat format, String eventName) {
    return Optional.ofNullable(byPath.get(path(format, eventName)));
  }

  /** All schemas: by format, then by name. */
  public Collection<EventSchema> all() {
    return byPath.values();
  }

  /** The schemas of the state topics' values, by the name of the store. */
  public List<StateSchema> states() {
    return states;
  }

  /**
   * A schema, in standard keywords, for an event in Canvas form whose body is unknown: that of the
   * envelope around it.
   */
  public ObjectNode envelope(EventName event) {
    String path = path(PayloadFormat.CANVAS, event.text());
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode document =
        SchemaBundler.bundle(ENVELOPE, BASE.resolve(path), file -> source(mapper, file));
    return new EventSchema(PayloadFormat.CANVAS, event, document).plain();
  }

  private static String path(PayloadFormat format, String eventName) {
    return format.label() + "/" + eventName + ".json";
  }

  private static boolean isShapeKnown(PayloadFormat format, KnownEvent event) {
    return switch (format) {
      case CANVAS -> event.origin() != KnownEvent.Origin.WIRE;
      case CALIPER -> event.inCaliper();
    };
  }

  private static SchemaCatalogue read(EventCatalogue events) {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, ObjectNode> sources = new HashMap<>();
    Function<String, ObjectNode> files =
        file -> sources.computeIfAbsent(file, path -> source(mapper, path));
    Map<String, EventSchema> schemas = new LinkedHashMap<>();
    for (PayloadFormat format : PayloadFormat.values()) {
      for (KnownEvent event : events.all()) {
        if (isShapeKnown(format, event)) {
          String path = path(format, event.name().text());
          schemas.put(path, new EventSchema(format, event.name(), bundle(path, files)));
        }
      }
    }
    List<StateSchema> states =
        STATES.stream()
            .map(store -> new StateSchema(store, bundle("state/" + store + ".json", files)))
            .toList();
    return new SchemaCatalogue(schemas, states);
  }

  private static ObjectNode bundle(String path, Function<String, ObjectNode> files) {
    return SchemaBundler.bundle(path, BASE.resolve(path), files);
  }

  private static ObjectNode source(ObjectMapper mapper, String path) {
    try (InputStream in = SchemaCatalogue.class.getResourceAsStream(RESOURCES + path)) {
      if (in == null) {
        throw new IllegalStateException("no schema in this build: " + path);
      }
      return mapper.readValue(in, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a schema of this build can't be read: " + path, e);
    }
  }

  /** Holds the catalogue from its first use on. */
  private static final class Bundled {
    static final SchemaCatalogue CATALOGUE = read(EventCatalogue.bundled());
  }
}
