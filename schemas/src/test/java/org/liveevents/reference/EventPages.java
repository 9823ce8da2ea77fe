package org.liveevents.reference;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.Property;
import org.liveevents.schema.SchemaCatalogue;

/** The reference pages of events, in Markdown: an index and a page per event. */
final class EventPages {

  private static final String NOTE =
      "<!-- Made of the JSON Schemas; CONTRIBUTING.md says how. Changes by hand are lost. -->\n\n";
  private static final String ENTRY = "data[].";

  private final SchemaCatalogue schemas = SchemaCatalogue.bundled();
  private final EventCatalogue events = EventCatalogue.bundled();

  /** Every page by the name of its file. */
  Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    pages.put("README.md", index());
    pages.put("metadata.md", metadata());
    pages.put("caliper.md", caliper());
    events.all().stream()
        .filter(event -> schemas.find(PayloadFormat.CANVAS, event.name().text()).isPresent())
        .forEach(event -> pages.put(event.name().text() + ".md", page(event)));
    return pages;
  }

  private String index() {
    StringBuilder page = new StringBuilder(NOTE);
    page.append("# Events\n\n")
        .append(
            "Every event Canvas is known to send, by what it is about. Events in Canvas form are on")
        .append(" `canvas.events.<event>`, those in Caliper\nform on `canvas.caliper.<event>`.")
        .append(" What all events of a form share: [metadata](metadata.md),")
        .append(" [the Caliper envelope](caliper.md).\n");
    Map<String, List<KnownEvent>> areas =
        events.all().stream()
            .collect(groupingBy(KnownEvent::category, TreeMap::new, Collectors.toList()));
    areas.forEach(
        (area, members) -> {
          page.append("\n## ").append(area.replace('_', ' ')).append("\n\n");
          page.append("| event | Caliper | what happened |\n|---|---|---|\n");
          members.forEach(event -> page.append(row(event)));
        });
    return page.toString();
  }

  private String row(KnownEvent event) {
    String name = event.name().text();
    Optional<EventSchema> schema = schemas.find(PayloadFormat.CANVAS, name);
    return "| %s | %s | %s |\n"
        .formatted(
            schema.isPresent() ? "[`%s`](%s.md)".formatted(name, name) : "`" + name + "`",
            event.inCaliper() ? "yes" : "",
            schema
                .map(it -> it.annotated().path("description").asText())
                .orElse("Seen on the wire; its shape isn't known."));
  }

  private String page(KnownEvent event) {
    String name = event.name().text();
    StringBuilder page = new StringBuilder(NOTE);
    page.append("# ").append(name).append("\n\n");
    EventSchema canvas = schemas.find(PayloadFormat.CANVAS, name).orElseThrow();
    page.append(canvas.annotated().path("description").asText()).append("\n\n");
    page.append(known(event)).append("\n\n");
    page.append("## Canvas form: `canvas.events.").append(name).append("`\n\n");
    page.append("Beside the [metadata](metadata.md):\n\n");
    page.append(table(canvas, path -> path.startsWith("body.")));
    schemas
        .find(PayloadFormat.CALIPER, name)
        .ifPresent(caliper -> page.append(caliperSection(caliper)));
    return page.toString();
  }

  private static String known(KnownEvent event) {
    return (event.origin() == KnownEvent.Origin.DOCUMENTED
            ? "Canvas documents it."
            : "Known from the source of Canvas, which doesn't document it.")
        + (event.ofCourse() ? " It can belong to a course." : " It belongs to no course.");
  }

  private static String caliperSection(EventSchema caliper) {
    JsonNode about = caliper.annotated().path("x-event");
    return "\n## Caliper form: `canvas.caliper.%s`\n\n".formatted(caliper.event().text())
        + "`%s`, `%s`. Beside what [every Caliper event](caliper.md) says:\n\n"
            .formatted(about.path("caliperType").asText(), about.path("caliperAction").asText())
        + table(
            caliper,
            path -> path.startsWith(ENTRY + "object") || path.startsWith(ENTRY + "generated"));
  }

  private String metadata() {
    EventSchema any = schemas.find(PayloadFormat.CANVAS, "heartbeat").orElseThrow();
    return NOTE
        + "# Metadata\n\nWhat every event in Canvas form says about its sending.\n\n"
        + table(any, path -> path.startsWith("metadata."));
  }

  private String caliper() {
    EventSchema any = schemas.find(PayloadFormat.CALIPER, "logged_in").orElseThrow();
    return NOTE
        + "# The Caliper envelope\n\nWhat every event in Caliper form says. Wherever an object has an"
        + " `id`, its id alone may stand in its place.\n\n"
        + table(any, path -> !path.startsWith(ENTRY + "object"));
  }

  private static String table(EventSchema schema, Predicate<String> wanted) {
    String rows =
        Property.of(schema).stream()
            .filter(property -> wanted.test(path(property)))
            .map(EventPages::row)
            .collect(joining());
    return rows.isEmpty()
        ? "Nothing.\n"
        : "| field | type | null or absent | id | cut after | source | meaning |\n"
            + "|---|---|---|---|---|---|---|\n"
            + rows;
  }

  private static String row(Property property) {
    ObjectNode schema = property.schema();
    String unit = schema.path("x-unit").asText();
    String examples =
        Stream.of(schema.path("examples"))
            .flatMap(list -> Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get))
            .map(example -> "`" + example.asText() + "`")
            .collect(joining(", "));
    return "| `%s` | %s | %s | %s | %s | %s | %s%s |\n"
        .formatted(
            path(property),
            type(property) + (unit.isEmpty() ? "" : ", " + unit),
            property.required() ? "no" : "yes",
            schema.has("x-id-scope")
                ? schema.path("x-id-scope").asText() + ": " + schema.path("x-id-kind").asText()
                : "",
            schema.path("x-truncated").asText(),
            schema.path("x-source").asText(),
            schema.path("description").asText().replace("|", "\\|"),
            examples.isEmpty() ? "" : " Such as " + examples.replace("|", "\\|") + ".");
  }

  private static String type(Property property) {
    if (property.isId()) {
      return "id";
    }
    if (property.isTime()) {
      return property.schema().path("$ref").asText().endsWith("Date") ? "day or time" : "time";
    }
    if (property.isEntity()) {
      return "object or its id";
    }
    ObjectNode schema = property.schema();
    JsonNode type = schema.path("type");
    if (schema.has("const")) {
      return "`" + schema.get("const").asText() + "`";
    }
    if (type.isTextual() || type.isArray()) {
      return word(type.isTextual() ? type.asText() : type.get(0).asText());
    }
    if (schema.path("$ref").asText().endsWith("/iri")) {
      return "address or URN";
    }
    return schema.has("anyOf") && !schema.has("allOf") ? "of several" : "object";
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "whole number";
      case "array" -> "list";
      default -> type;
    };
  }

  private static String path(Property property) {
    return String.join(".", property.path()).replace("." + Property.ELEMENTS, "[]");
  }
}
