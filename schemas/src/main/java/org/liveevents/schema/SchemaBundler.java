package org.liveevents.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes one document of a schema and of the definitions in other files it refers to. Definitions
 * keep their names, so no two files may give one name to different things. The same input gives the
 * same bytes: members keep their order, definitions are sorted.
 */
final class SchemaBundler {

  private static final String REF = "$ref";
  private static final String DEFINITIONS = "definitions";
  private static final String POINTER = "/" + DEFINITIONS + "/";

  private final Function<String, ObjectNode> files;
  private final Map<String, URI> origins = new HashMap<>();
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private SchemaBundler(Function<String, ObjectNode> files) {
    this.files = files;
  }

  /**
   * Bundles the schema at that path.
   *
   * @param files the content of a file by its path, such as {@code common/ids.json}
   */
  static ObjectNode bundle(String path, URI id, Function<String, ObjectNode> files) {
    SchemaBundler bundler = new SchemaBundler(files);
    ObjectNode source = files.apply(path);
    ObjectNode bundle = JsonNodeFactory.instance.objectNode();
    bundle.set("$schema", source.get("$schema"));
    bundle.put("$id", id.toString());
    bundle.setAll(bundler.resolved(source, URI.create(path)));
    bundle.putObject(DEFINITIONS).setAll(bundler.definitions);
    return bundle;
  }

  private ObjectNode resolved(ObjectNode schema, URI at) {
    ObjectNode resolved = JsonNodeFactory.instance.objectNode();
    schema
        .properties()
        .forEach(
            entry ->
                resolved.set(
                    entry.getKey(),
                    entry.getKey().equals(REF) && entry.getValue().isTextual()
                        ? TextNode.valueOf(local(at.resolve(entry.getValue().textValue())))
                        : resolvedValue(entry.getValue(), at)));
    return resolved;
  }

  private JsonNode resolvedValue(JsonNode value, URI at) {
    if (value instanceof ObjectNode schema) {
      return resolved(schema, at);
    }
    if (value.isArray()) {
      var elements = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> elements.add(resolvedValue(element, at)));
      return elements;
    }
    return value;
  }

  /** Takes the definition into the bundle, unless it is there; the reference to it from inside. */
  private String local(URI target) {
    String fragment = target.getFragment();
    if (fragment == null || !fragment.startsWith(POINTER)) {
      throw new IllegalStateException("not a reference to a definition: " + target);
    }
    String name = fragment.substring(POINTER.length());
    URI known = origins.putIfAbsent(name, target);
    if (known == null) {
      definitions.put(name, resolved(definition(target, name), target));
    } else if (!known.equals(target)) {
      throw new IllegalStateException("one name for two definitions: " + known + ", " + target);
    }
    return "#" + POINTER + name;
  }

  private ObjectNode definition(URI target, String name) {
    JsonNode found = files.apply(target.getPath()).path(DEFINITIONS).path(name);
    if (found instanceof ObjectNode definition) {
      return definition;
    }
    throw new IllegalStateException("no such definition: " + target);
  }
}
