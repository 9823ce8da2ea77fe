package org.liveevents.audit.reference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The views and their rules, as {@code views.txt} writes them down. */
final class ViewTable {

  /** A place a value comes from, and what kind of value. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Source(String type, String[] places) {
    static Source parse(String text) {
      int open = text.indexOf('(');
      String inside = text.substring(open + 1, text.length() - 1);
      String[] places = inside.isEmpty() ? new String[] {""} : inside.split(",", -1);
      for (int i = 0; i < places.length; i++) {
        places[i] = place(places[i]);
      }
      return new Source(text.substring(0, open), places);
    }

    static String place(String text) {
      return text.replaceFirst("^X/", "data/0/object/extensions/com.instructure.canvas/")
          .replaceFirst("^O(?=/|$)", "data/0/object")
          .replaceFirst("^G/", "data/0/generated/");
    }
  }

  /** What some events say to one view. */
  record Rule(
      String view,
      String format,
      List<String> events,
      List<Source> key,
      Map<String, Source> fields,
      String object,
      List<Source> objectId,
      boolean tells,
      String condition,
      String conditionPlace) {}

  /** A view: what its key holds after the course, and its fields. */
  record View(List<String> ids, Set<String> fields) {}

  final Map<String, View> views = new LinkedHashMap<>();
  final List<Rule> rules = new ArrayList<>();

  ViewTable() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ViewTable.class.getResourceAsStream("views.txt"), StandardCharsets.UTF_8))) {
      String view = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<String> words = List.of(line.strip().split("\\s+", -1));
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (words.get(0).equals("view")) {
          view = words.get(1);
          views.put(view, new View(words.subList(2, words.size()), new LinkedHashSet<>()));
        } else {
          rules.add(rule(view, words));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of views is missing", e);
    }
  }

  private Rule rule(String view, List<String> words) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    String part = "";
    for (String word : words.subList(2, words.size())) {
      if (word.endsWith(":")) {
        part = word;
        parts.put(part, new ArrayList<>());
      } else {
        parts.getOrDefault(part, new ArrayList<>()).add(word);
      }
    }
    Map<String, Source> fields = new LinkedHashMap<>();
    for (String field : parts.getOrDefault("set:", List.of())) {
      String[] both = field.split("=", 2);
      fields.put(both[0], Source.parse(both[1]));
    }
    View shown = views.get(view);
    if (shown != null) {
      shown.fields.addAll(fields.keySet());
    }
    boolean tells = parts.containsKey("tells:");
    List<String> object = parts.getOrDefault(tells ? "tells:" : "of:", List.of("", ""));
    List<String> condition = parts.getOrDefault("when:", List.of("", ""));
    return new Rule(
        view,
        words.get(0),
        List.of(words.get(1).split(",", -1)),
        parts.getOrDefault("key:", List.of()).stream().map(Source::parse).toList(),
        fields,
        object.get(0),
        object.get(1).isEmpty() ? List.of() : List.of(Source.parse(object.get(1))),
        tells,
        condition.get(0),
        Source.place(condition.get(1)));
  }
}
