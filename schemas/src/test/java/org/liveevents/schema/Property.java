package org.liveevents.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One property a schema describes.
 *
 * @param path names from the root; {@code []} stands for the elements of an array
 * @param schema what its place says of it: words, annotations, a reference
 * @param required whether the object it belongs to must have it
 * @param entity whether it is an object that may also come as its id alone
 */
public record Property(List<String> path, ObjectNode schema, boolean required, boolean entity) {

  public static final String ELEMENTS = "[]";

  /** Every property of the schema, shared parts included; an alternative's only of an entity. */
  public static Collection<Property> of(EventSchema schema) {
    ObjectNode root = schema.annotated();
    Map<List<String>, Property> found = new LinkedHashMap<>();
    collect(root, root, List.of(), found);
    return found.values();
  }

  /** Whether it holds an id, in whatever form. */
  public boolean isId() {
    return schema.has("x-id-scope");
  }

  public boolean isTime() {
    return schema.path("$ref").asText().matches(".*/(time|optionalTime|optionalDate)");
  }

  /** Whether it is an entity of Caliper: an object, or its id alone. */
  public boolean isEntity() {
    return entity;
  }

  public String pointer() {
    return "/" + String.join("/", path).replace(ELEMENTS, "0");
  }

  private static void collect(
      ObjectNode root, ObjectNode schema, List<String> path, Map<List<String>, Property> found) {
    List<ObjectNode> parts = parts(root, schema);
    Set<String> required = new HashSet<>();
    parts.forEach(part -> part.path("required").forEach(name -> required.add(name.asText())));
    for (ObjectNode part : parts) {
      part.path("properties")
          .properties()
          .forEach(
              entry ->
                  add(
                      root,
                      with(path, entry.getKey()),
                      (ObjectNode) entry.getValue(),
                      required.contains(entry.getKey()),
                      found));
      if (part.path("items") instanceof ObjectNode items) {
        add(root, with(path, ELEMENTS), items, false, found);
      }
    }
  }

  private static void add(
      ObjectNode root,
      List<String> path,
      ObjectNode schema,
      boolean required,
      Map<List<String>, Property> found) {
    Property before = found.get(path);
    boolean narrower = before != null && !before.isId() && !before.isTime();
    if (before == null || narrower) {
      found.put(
          path,
          new Property(
              path,
              schema,
              required || (before != null && before.required()),
              parts(root, schema).stream().anyMatch(Property::isEntity)));
    }
    collect(root, schema, path, found);
  }

  /** The schema and all it is made of by reference and conjunction. */
  private static List<ObjectNode> parts(ObjectNode root, ObjectNode schema) {
    List<ObjectNode> parts = new ArrayList<>(List.of(schema));
    JsonNode ref = schema.path("$ref");
    if (ref.isTextual()) {
      parts.addAll(parts(root, (ObjectNode) root.at(ref.textValue().substring(1))));
    }
    schema.path("allOf").forEach(part -> parts.addAll(parts(root, (ObjectNode) part)));
    if (isEntity(schema)) {
      parts.addAll(parts(root, (ObjectNode) schema.path("anyOf").get(0)));
    }
    return parts;
  }

  private static boolean isEntity(ObjectNode schema) {
    return schema.path("anyOf").size() == 2 && schema.at("/anyOf/1/pattern").isTextual();
  }

  private static List<String> with(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }
}
