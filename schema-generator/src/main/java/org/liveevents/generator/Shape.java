package org.liveevents.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.generator.SchemaFiles.Located;

/**
 * What several schemas together say of one place, as far as it matters to a record: which members
 * it has, and of what type a value is.
 */
final class Shape {

  private final SchemaFiles files;
  private final List<ObjectNode> parts = new ArrayList<>();
  private final Set<String> references = new LinkedHashSet<>();
  private final Map<String, List<Located>> members = new LinkedHashMap<>();
  private final List<Located> items = new ArrayList<>();
  private boolean own;
  private boolean entity;

  private Shape(SchemaFiles files) {
    this.files = files;
  }

  static Shape of(SchemaFiles files, List<Located> schemas) {
    Shape shape = new Shape(files);
    schemas.forEach(schema -> shape.take(schema, false));
    return shape;
  }

  private void take(Located located, boolean shared) {
    ObjectNode schema = located.schema();
    parts.add(schema);
    if (schema.has("$ref")) {
      String reference = schema.get("$ref").textValue();
      references.add(reference.substring(reference.lastIndexOf('/') + 1));
      take(files.referred(located), true);
      return;
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              ObjectNode member = (ObjectNode) entry.getValue();
              own |= !shared && !member.has("const");
              members
                  .computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                  .add(located.at(member));
            });
    if (schema.path("items") instanceof ObjectNode each) {
      items.add(located.at(each));
    }
    schema.path("allOf").forEach(part -> take(located.at((ObjectNode) part), shared));
    if (schema.at("/anyOf/1/pattern").isTextual()) { // an entity, or its id alone
      entity = true;
      take(located.at((ObjectNode) schema.at("/anyOf/0")), shared);
    }
  }

  /** The members of an object, in the order they are described. */
  Map<String, Shape> members() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    members.forEach((name, schemas) -> shapes.put(name, of(files, schemas)));
    return shapes;
  }

  /** What each element of an array is; null if nothing is said of it. */
  @Nullable Shape items() {
    return items.isEmpty() ? null : of(files, items);
  }

  boolean isObject() {
    return !members.isEmpty();
  }

  /** Whether it may also come as its id alone. */
  boolean isEntity() {
    return entity;
  }

  /** The shared definition it is, if it adds no members to it. */
  @Nullable String shared() {
    return references.size() == 1 && !own ? references.iterator().next() : null;
  }

  boolean refersTo(String... names) {
    return List.of(names).stream().anyMatch(references::contains);
  }

  /** Whether a value may have that type, and no other but null. */
  boolean isOnly(String type) {
    return parts.stream()
        .map(part -> part.path("type"))
        .anyMatch(
            types ->
                types.asText().equals(type)
                    || (types.size() == 2
                        && types.get(0).asText().equals(type)
                        && types.get(1).asText().equals("null")));
  }

  boolean isConstant() {
    return parts.stream().anyMatch(part -> part.has("const"));
  }

  /** The first words said of it. */
  String words() {
    return text("description");
  }

  /** An annotation as text; empty if there is none. */
  String text(String keyword) {
    return parts.stream()
        .map(part -> part.path(keyword))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}
