package org.liveevents.schema.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.liveevents.schema.change.SchemaChange.Effect;

/**
 * Compares two versions of a draft-07 schema with an open content model. Two edits break nobody:
 * other words, and one more field that may be absent. All else breaks, in one direction or the
 * other: topics hold old events beside new ones, and consumers are upgraded when it suits them.
 * Allowed steps add up: what each of several steps may do, all of them together may do.
 *
 * <p>An added field could already have been sent with another type, since unknown fields always
 * pass. That is the sender's nature and no reason never to describe a field.
 */
public final class SchemaComparison {

  private static final String REF = "$ref";

  /** Keywords that judge no event. */
  private static final Set<String> WORDS =
      Set.of("title", "description", "examples", "default", "$comment", "$id", "$schema");

  /** Keywords that stand for what they name, wherever it is used. */
  private static final Set<String> INDIRECT = Set.of(REF, "definitions");

  /** Keywords whose value is one schema. */
  private static final Set<String> SCHEMA =
      Set.of("items", "not", "contains", "propertyNames", "if", "then", "else");

  /** Keywords whose value is a list of schemas. */
  private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf");

  private final ObjectNode earlier;
  private final ObjectNode later;
  private final List<SchemaChange> changes = new ArrayList<>();
  private final Set<String> underway = new HashSet<>();

  private SchemaComparison(ObjectNode earlier, ObjectNode later) {
    this.earlier = earlier;
    this.later = later;
  }

  /** All differences, in the order of the schema. */
  public static List<SchemaChange> between(ObjectNode earlier, ObjectNode later) {
    SchemaComparison comparison = new SchemaComparison(earlier, later);
    comparison.schemas("", earlier, later);
    return List.copyOf(comparison.changes);
  }

  private void schemas(String path, JsonNode before, JsonNode after) {
    String references = before.path(REF).asText() + " " + after.path(REF).asText();
    boolean named = !references.isBlank();
    if (named && !underway.add(references)) {
      return; // a schema that holds itself
    }
    words(path, before, after);
    keywords(path, resolved(before, earlier), resolved(after, later));
    if (named) {
      underway.remove(references);
    }
  }

  private void words(String path, JsonNode before, JsonNode after) {
    for (String keyword : keywords(before, after)) {
      if (isWord(keyword) && !before.path(keyword).equals(after.path(keyword))) {
        note(path, keyword + " reworded", Effect.WORDING);
      }
    }
  }

  private void keywords(String path, JsonNode before, JsonNode after) {
    if (!before.isObject() || !after.isObject()) {
      rule(path, "schema", before, after);
      return;
    }
    for (String keyword : keywords(before, after)) {
      if (!isWord(keyword) && !INDIRECT.contains(keyword)) {
        keyword(path, keyword, before, after);
      }
    }
  }

  private void keyword(String path, String keyword, JsonNode before, JsonNode after) {
    JsonNode was = before.path(keyword);
    JsonNode is = after.path(keyword);
    if (keyword.equals("properties")) {
      properties(path, before, after);
    } else if (keyword.equals("required")) {
      required(path, names(was), names(is));
    } else if (keyword.equals("type") || keyword.equals("enum")) {
      alternatives(path, keyword, was, is);
    } else if (keyword.equals("additionalProperties")) {
      rule(path, keyword, allows(was), allows(is));
    } else if (SCHEMA.contains(keyword) && was.isObject() && is.isObject()) {
      schemas(keyword.equals("items") ? path + "[]" : path + "(" + keyword + ")", was, is);
    } else if (SCHEMAS.contains(keyword) && was.size() == is.size()) {
      for (int each = 0; each < was.size(); each++) {
        schemas(path + "(" + keyword + " " + (each + 1) + ")", was.get(each), is.get(each));
      }
    } else {
      rule(path, keyword, was, is);
    }
  }

  private void properties(String path, JsonNode before, JsonNode after) {
    JsonNode was = before.path("properties");
    JsonNode is = after.path("properties");
    boolean open = isOpen(before);
    for (String name : keywords(was, is)) {
      String at = path.isEmpty() ? name : path + "." + name;
      if (!was.has(name)) {
        note(
            at,
            open ? "added" : "added where the earlier version allows no further fields",
            open ? Effect.ADDITION : Effect.BREAKING);
      } else if (!is.has(name)) {
        note(at, "removed", Effect.BREAKING);
      } else {
        schemas(at, was.get(name), is.get(name));
      }
    }
  }

  private void required(String path, Set<String> was, Set<String> is) {
    for (String name : is) {
      if (!was.contains(name)) {
        note(path, name + " is now required", Effect.BREAKING);
      }
    }
    for (String name : was) {
      if (!is.contains(name)) {
        note(path, name + " is no longer required", Effect.BREAKING);
      }
    }
  }

  private void alternatives(String path, String keyword, JsonNode was, JsonNode is) {
    if (!texts(was).equals(texts(is))) {
      rule(path, keyword, was, is);
    }
  }

  private void rule(String path, String keyword, JsonNode was, JsonNode is) {
    if (!was.equals(is)) {
      note(path, keyword + " is now " + shown(is) + ", was " + shown(was), Effect.BREAKING);
    }
  }

  private void note(String path, String what, Effect effect) {
    changes.add(new SchemaChange(path, what, effect));
  }

  /** What a schema says about fields nobody named; absent says yes. */
  private static JsonNode allows(JsonNode additional) {
    return additional.isBoolean() && additional.booleanValue()
        ? MissingNode.getInstance()
        : additional;
  }

  private static boolean isOpen(JsonNode schema) {
    return allows(schema.path("additionalProperties")).isMissingNode();
  }

  private static boolean isWord(String keyword) {
    return WORDS.contains(keyword) || keyword.startsWith("x-");
  }

  /** What a reference means; in draft-07 the rules beside it count for nothing. */
  private static JsonNode resolved(JsonNode schema, ObjectNode root) {
    JsonNode at = schema;
    for (int steps = 0; at.has(REF) && steps < 100; steps++) {
      String reference = at.get(REF).asText();
      if (!reference.startsWith("#")) {
        return at;
      }
      at = root.at(reference.substring(1));
    }
    return at;
  }

  private static Set<String> keywords(JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode values) {
    Set<String> texts = new TreeSet<>();
    if (values.isArray()) {
      values.forEach(value -> texts.add(value.toString()));
    } else if (!values.isMissingNode()) {
      texts.add(values.toString());
    }
    return texts;
  }

  private static Set<String> names(JsonNode texts) {
    Set<String> names = new TreeSet<>();
    texts.forEach(text -> names.add(text.asText()));
    return names;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "absent";
    }
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(" or "))
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
