package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns one JSON Schema document into a {@link Rule}. It knows the keywords our schemas use, and
 * refuses every other: a keyword nobody checks would be a promise nobody keeps.
 *
 * <p>A conjunction ({@code allOf}, a reference) becomes one rule. So does a disjunction whose
 * branches have no type in common: each branch speaks of its own types only. Any other disjunction
 * is of objects, told apart by members that are no objects themselves.
 */
final class RuleCompiler {

  private static final String USUAL = "x-usual";
  private static final Set<String> WORDS =
      Set.of("$schema", "$id", "title", "description", "examples", "definitions");
  private static final Set<String> RULES =
      Set.of(
          "$ref",
          "type",
          "const",
          "pattern",
          "minLength",
          "minimum",
          "minItems",
          "maxItems",
          "items",
          "properties",
          "required",
          "allOf",
          "anyOf");
  private static final Set<String> USUAL_RULES = Set.of("type", "pattern", "minimum");

  private final ObjectNode root;
  private final Set<String> open = new HashSet<>();

  private RuleCompiler(ObjectNode root) {
    this.root = root;
  }

  /**
   * Compiles a document that refers to nothing outside itself.
   *
   * @throws IllegalArgumentException if it says what this class doesn't know
   */
  static Rule compile(ObjectNode document) {
    return new RuleCompiler(document).rule(List.of(new Part(document, Rule.ANY)));
  }

  /** A schema, and the types of value it speaks of. */
  private record Part(ObjectNode schema, int types) {

    boolean isAbout(int type) {
      return (types & type) != 0;
    }
  }

  private Rule rule(Collection<Part> schemas) {
    Conjunction all = new Conjunction();
    Set<String> entered = new LinkedHashSet<>();
    schemas.forEach(schema -> add(schema, all, entered));
    Rule rule = all.rule();
    open.removeAll(entered);
    return rule;
  }

  private void add(Part part, Conjunction all, Set<String> entered) {
    ObjectNode schema = part.schema();
    refuseUnknown(schema.properties(), RULES);
    if (schema.has("$ref")) { // in draft-07 nothing beside it counts
      add(new Part(referred(schema.get("$ref").textValue(), entered), part.types()), all, entered);
      return;
    }
    all.take(part);
    schema
        .path("allOf")
        .forEach(inner -> add(new Part((ObjectNode) inner, part.types()), all, entered));
    if (schema.has("anyOf")) {
      addDisjunction(part, all, entered);
    }
  }

  private void addDisjunction(Part part, Conjunction all, Set<String> entered) {
    List<Part> branches = new ArrayList<>();
    int union = 0;
    boolean disjoint = true;
    for (JsonNode branch : part.schema().get("anyOf")) {
      // A branch speaks of its own types only; the first look is for what they are.
      int types = rule(List.of(new Part((ObjectNode) branch, Rule.ANY))).types() & part.types();
      disjoint &= (union & types) == 0;
      union |= types;
      branches.add(new Part((ObjectNode) branch, part.types() & types));
    }
    all.types &= union | ~part.types();
    if (disjoint) {
      branches.forEach(branch -> add(branch, all, entered));
    } else if (union == Rule.OBJECT && all.alternatives.isEmpty()) {
      branches.forEach(branch -> all.alternatives.add(rule(List.of(branch))));
    } else {
      throw new IllegalArgumentException("an anyOf this validator can't tell apart");
    }
  }

  private ObjectNode referred(String reference, Set<String> entered) {
    if (!reference.startsWith("#/") || !(root.at(reference.substring(1)) instanceof ObjectNode)) {
      throw new IllegalArgumentException("a reference that leads nowhere: " + reference);
    }
    if (!entered.contains(reference)) {
      if (!open.add(reference)) {
        throw new IllegalArgumentException("a schema that holds itself: " + reference);
      }
      entered.add(reference);
    }
    return (ObjectNode) root.at(reference.substring(1));
  }

  private static void refuseUnknown(
      Iterable<Map.Entry<String, JsonNode>> keywords, Set<String> known) {
    for (Map.Entry<String, JsonNode> entry : keywords) {
      String keyword = entry.getKey();
      if (!known.contains(keyword) && !WORDS.contains(keyword) && !keyword.startsWith("x-")) {
        throw new IllegalArgumentException("a keyword this validator doesn't know: " + keyword);
      }
    }
  }

  private static int types(JsonNode type) {
    int types = type.isTextual() ? bits(type.textValue()) : 0;
    for (JsonNode one : type) {
      types |= bits(one.textValue());
    }
    return types;
  }

  private static int bits(String type) {
    return switch (type) {
      case "null" -> Rule.NULL;
      case "boolean" -> Rule.BOOLEAN;
      case "string" -> Rule.STRING;
      case "integer" -> Rule.INTEGER;
      case "number" -> Rule.INTEGER | Rule.FRACTION;
      case "array" -> Rule.ARRAY;
      case "object" -> Rule.OBJECT;
      default -> throw new IllegalArgumentException("no type: " + type);
    };
  }

  private static @Nullable BigDecimal larger(@Nullable BigDecimal one, JsonNode other) {
    return one == null || one.compareTo(other.decimalValue()) < 0 ? other.decimalValue() : one;
  }

  /** What several schemas say of one place. */
  private final class Conjunction {

    private int types = Rule.ANY;
    private int usualTypes = Rule.ANY;
    private final Set<String> constants = new LinkedHashSet<>();
    private int minLength;
    private final List<TextForm> forms = new ArrayList<>();
    private final List<TextForm> usualForms = new ArrayList<>();
    private @Nullable BigDecimal minimum;
    private @Nullable BigDecimal usualMinimum;
    private int minItems;
    private int maxItems = Integer.MAX_VALUE;
    private final List<Part> items = new ArrayList<>();
    private final Map<String, List<Part>> members = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<Rule> alternatives = new ArrayList<>();

    void take(Part part) {
      ObjectNode schema = part.schema();
      if (schema.has("type")) {
        types &= RuleCompiler.types(schema.get("type")) | ~part.types();
      }
      if (schema.has("const")) {
        takeConstant(part, schema.get("const"));
      }
      if (part.isAbout(Rule.STRING)) {
        minLength = Math.max(minLength, schema.path("minLength").asInt(0));
        takePattern(schema, forms);
      }
      if (part.isAbout(Rule.INTEGER | Rule.FRACTION) && schema.has("minimum")) {
        minimum = larger(minimum, schema.get("minimum"));
      }
      if (part.isAbout(Rule.ARRAY)) {
        takeArray(schema);
      }
      if (part.isAbout(Rule.OBJECT)) {
        takeObject(schema);
      }
      if (schema.has(USUAL)) {
        takeUsual(part, schema.get(USUAL));
      }
    }

    private void takeConstant(Part part, JsonNode constant) {
      if (!constant.isTextual() || part.types() != Rule.ANY) {
        throw new IllegalArgumentException("a const that is no text, or only sometimes asked for");
      }
      constants.add(constant.textValue());
    }

    private void takePattern(JsonNode schema, List<TextForm> into) {
      if (schema.has("pattern")) {
        into.add(TextForm.of(schema.get("pattern").textValue()));
      }
    }

    private void takeArray(ObjectNode schema) {
      minItems = Math.max(minItems, schema.path("minItems").asInt(0));
      maxItems = Math.min(maxItems, schema.path("maxItems").asInt(Integer.MAX_VALUE));
      if (schema.has("items")) {
        if (!(schema.get("items") instanceof ObjectNode each)) {
          throw new IllegalArgumentException("items that differ by position");
        }
        items.add(new Part(each, Rule.ANY));
      }
    }

    private void takeObject(ObjectNode schema) {
      schema
          .path("properties")
          .properties()
          .forEach(
              entry ->
                  members
                      .computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                      .add(new Part((ObjectNode) entry.getValue(), Rule.ANY)));
      schema.path("required").forEach(name -> required.add(name.textValue()));
    }

    private void takeUsual(Part part, JsonNode usual) {
      for (Map.Entry<String, JsonNode> entry : usual.properties()) {
        if (!USUAL_RULES.contains(entry.getKey())) {
          throw new IllegalArgumentException("nothing that can be usual: " + entry.getKey());
        }
      }
      if (usual.has("type")) {
        usualTypes &= RuleCompiler.types(usual.get("type")) | ~part.types();
      }
      if (usual.has("minimum")) {
        usualMinimum = larger(usualMinimum, usual.get("minimum"));
      }
      takePattern(usual, usualForms);
    }

    Rule rule() {
      Map<String, Long> bits = requiredBits();
      return new Rule(
          types,
          usualTypes,
          constants.stream().map(constant -> constant.getBytes(UTF_8)).toList(),
          minLength,
          List.copyOf(forms),
          List.copyOf(usualForms),
          minimum,
          usualMinimum,
          minItems,
          maxItems,
          items.isEmpty() ? null : RuleCompiler.this.rule(items),
          Members.of(members(bits)),
          bits(required, bits),
          alternatives.stream()
              .map(rule -> new Rule.Alternative(bits(requiredOf(rule), bits)))
              .toList());
    }

    private Map<String, Rule.Member> members(Map<String, Long> bits) {
      Set<String> names = new LinkedHashSet<>(members.keySet());
      names.addAll(bits.keySet());
      alternatives.forEach(
          rule -> rule.members().all().forEach(member -> names.add(member.name())));
      Map<String, Rule.Member> result = new HashMap<>();
      for (String name : names) {
        List<@Nullable Rule> other = new ArrayList<>();
        for (Rule alternative : alternatives) {
          other.add(flat(alternative.members().named(name)));
        }
        result.put(
            name,
            new Rule.Member(
                name,
                RuleCompiler.this.rule(members.getOrDefault(name, List.of())),
                bits.getOrDefault(name, 0L),
                other));
      }
      return result;
    }

    private @Nullable Rule flat(Rule.@Nullable Member member) {
      if (member != null && (member.rule().readsMembers() || member.rule().readsElements())) {
        throw new IllegalArgumentException("an alternative that looks into a member: " + member);
      }
      return member == null ? null : member.rule();
    }

    private Map<String, Long> requiredBits() {
      Set<String> names = new LinkedHashSet<>(required);
      alternatives.forEach(rule -> names.addAll(requiredOf(rule)));
      if (names.size() > Long.SIZE) {
        throw new IllegalArgumentException("more required members than bits");
      }
      Map<String, Long> bits = new LinkedHashMap<>();
      names.forEach(name -> bits.put(name, 1L << bits.size()));
      return bits;
    }

    private static List<String> requiredOf(Rule rule) {
      return rule.members().all().stream()
          .filter(member -> (member.bit() & rule.required()) != 0)
          .map(Rule.Member::name)
          .toList();
    }

    private static long bits(Collection<String> names, Map<String, Long> bits) {
      return names.stream().mapToLong(bits::get).reduce(0, (one, other) -> one | other);
    }
  }
}
