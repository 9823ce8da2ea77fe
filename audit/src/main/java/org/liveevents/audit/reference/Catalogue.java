package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The names there are, read from the catalogue's file. */
final class Catalogue {

  private static final String FILE = "/org/liveevents/catalogue/events.json";

  private record Entry(boolean ofCourse, boolean inCaliper) {}

  private final Map<String, Entry> entries = new HashMap<>();

  Catalogue() {
    try (InputStream in = Catalogue.class.getResourceAsStream(FILE)) {
      for (JsonNode entry : new ObjectMapper().readTree(in)) {
        entries.put(
            entry.path("name").textValue(),
            new Entry(entry.path("course").booleanValue(), entry.path("caliper").booleanValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue is missing", e);
    }
    if (entries.isEmpty()) {
      throw new IllegalStateException("the catalogue is empty");
    }
  }

  boolean knows(String name) {
    return entries.containsKey(name);
  }

  boolean knowsCaliper(String name) {
    Entry entry = entries.get(name);
    return entry != null && entry.inCaliper;
  }

  /** Whether such an event can belong to a course; unknown ones may. */
  boolean mayHaveCourse(String name) {
    Entry entry = entries.get(name);
    return entry == null || entry.ofCourse;
  }
}
