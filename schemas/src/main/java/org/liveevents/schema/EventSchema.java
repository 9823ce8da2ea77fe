package org.liveevents.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;

/**
 * The JSON Schema (draft-07) of one event in one format, as one document that refers to nothing
 * outside itself. Immutable: each call hands out a copy.
 *
 * <pre>
 * $schema, $id, title, description
 * x-event      name, category, origin, format; type and action in Caliper
 * type, required, properties
 * definitions  the shared parts it uses, by name
 * </pre>
 */
public final class EventSchema {

  /** Keywords whose members are named by the author of the schema. */
  private static final Set<String> NAMED = Set.of("properties", "definitions");

  /** Keywords whose values are data, not schemas. */
  private static final Set<String> DATA = Set.of("const", "examples");

  private final PayloadFormat format;
  private final EventName event;
  private final ObjectNode document;

  EventSchema(PayloadFormat format, EventName event, ObjectNode document) {
    this.format = format;
    this.event = event;
    this.document = document;
  }

  public PayloadFormat format() {
    return format;
  }

  public EventName event() {
    return event;
  }

  /** The whole schema with our annotations ({@code x-...}), for generators and documents. */
  public ObjectNode annotated() {
    return document.deepCopy();
  }

  /**
   * The schema in standard keywords alone, for registries and validators: some validators refuse
   * keywords they don't know.
   */
  public ObjectNode plain() {
    return plain(document);
  }

  @Override
  public String toString() {
    return format.label() + "/" + event;
  }

  static ObjectNode plain(ObjectNode schema) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    schema
        .properties()
        .forEach(
            entry -> {
              String keyword = entry.getKey();
              if (NAMED.contains(keyword)) {
                plain.set(keyword, plainMembers(entry.getValue()));
              } else if (!keyword.startsWith("x-")) {
                plain.set(
                    keyword,
                    DATA.contains(keyword)
                        ? entry.getValue().deepCopy()
                        : plainValue(entry.getValue()));
              }
            });
    return plain;
  }

  private static ObjectNode plainMembers(JsonNode schemas) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    schemas.properties().forEach(entry -> plain.set(entry.getKey(), plainValue(entry.getValue())));
    return plain;
  }

  private static JsonNode plainValue(JsonNode value) {
    if (value instanceof ObjectNode schema) {
      return plain(schema);
    }
    if (value.isArray()) {
      ArrayNode plain = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> plain.add(plainValue(element)));
      return plain;
    }
    return value;
  }
}
