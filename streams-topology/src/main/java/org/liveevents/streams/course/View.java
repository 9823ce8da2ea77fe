package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A per-course view as a commutative fold: the same events in any order give the same values. It is
 * a table of {@link Rule}s; keys begin with the course, so that a course is one range of one
 * partition.
 */
public final class View {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final SerializedString COURSE = new SerializedString("course");
  private static final SerializedString EVENT_TIME = new SerializedString("event_time");
  private static final SerializedString EVENT_ID = new SerializedString("event_id");

  /** What a key holds in these places is a person's. */
  private static final Set<String> PERSONS = Set.of("student", "user");

  /** The field that names whose record it is, where the key doesn't. */
  private static final String OWNER = "user";

  /** Whose record it is if that person is forgotten; no id is written so. */
  private static final String NOBODY = "~";

  /** The fields that name persons, and what stands there once they are forgotten. */
  private static final Map<String, @Nullable String> TOLD = told();

  private final String store;
  private final List<String> ids;
  private final List<SerializedString> idNames;

  /** Where keys hold persons, after the course. */
  private final int[] persons;

  private final List<Rule> rules = new ArrayList<>();

  /** With their names as they are written: every value that is shown writes them all. */
  private final Map<String, SerializedString> fields = new LinkedHashMap<>();

  private final Set<String> derived = new LinkedHashSet<>();
  private Predicate<Facts> gone = facts -> false;
  private BiConsumer<Facts, ObjectNode> derivation = (facts, shown) -> {};
  private Set<String> remembered = Set.of();
  private int most;
  private boolean versioned;
  private boolean stamped = true;
  private boolean tellsOfPersons;

  private static Map<String, @Nullable String> told() {
    Map<String, @Nullable String> told = new HashMap<>();
    told.put(OWNER, NOBODY);
    told.put("associated_user", null);
    told.put("grader", null);
    return told;
  }

  private View(String store, List<String> ids) {
    this.store = store;
    this.ids = ids;
    this.idNames = ids.stream().map(SerializedString::new).toList();
    this.persons =
        IntStream.range(0, ids.size()).filter(at -> PERSONS.contains(ids.get(at))).toArray();
  }

  /**
   * A view without rules.
   *
   * @param store its name
   * @param rest what its keys hold after the course
   */
  static View named(String store, String... rest) {
    return new View(store, List.of(rest));
  }

  View rule(Rule rule) {
    rules.add(rule);
    rule.fields().forEach(this::field);
    return this;
  }

  /** A field no rule sets. */
  View field(String name) {
    fields.put(name, new SerializedString(name));
    tellsOfPersons |= TOLD.containsKey(name);
    return this;
  }

  /** Doesn't show a field that only decides about others. */
  View hiding(String name) {
    fields.remove(name);
    return this;
  }

  /** What is deleted: it isn't shown, and stays in the store, lest an older update resurrect it. */
  View goneIf(Predicate<Facts> condition) {
    this.gone = condition;
    return this;
  }

  /** Keeps the last few things said of those fields. */
  View remembering(int last, String... names) {
    this.most = last;
    this.remembered = Set.of(names);
    return this;
  }

  /** Keeps what was said when, for a while. */
  View keepingVersions() {
    this.versioned = true;
    return this;
  }

  /** Fields made of others. */
  View deriving(List<String> names, BiConsumer<Facts, ObjectNode> how) {
    derived.addAll(names);
    this.derivation = how;
    return this;
  }

  /** Doesn't show which event spoke last. */
  View unstamped() {
    this.stamped = false;
    return this;
  }

  /** Its name: the first part of its places in the store, the last of its public topic. */
  public String store() {
    return store;
  }

  /** Whether it can be asked for as it was. */
  public boolean hasVersions() {
    return versioned;
  }

  /** The kinds of its versions: one for each rule, by its place, and what was replaced. */
  public List<String> kinds() {
    return Stream.concat(
            IntStream.range(0, rules.size()).mapToObj(Integer::toString),
            Stream.of(Versions.REPLACED))
        .toList();
  }

  /** The fields of its public values, in order. */
  public List<String> shownFields() {
    List<String> all = new ArrayList<>();
    all.add("course");
    all.addAll(ids);
    all.addAll(fields.keySet());
    all.addAll(derived);
    if (stamped) {
      all.addAll(List.of("event_time", "event_id"));
    }
    return all;
  }

  /** Whether what lies under such a key is the record of a person that is meant. */
  boolean isOf(Predicate<String> person, List<String> rest) {
    for (int place : persons) {
      if (person.test(rest.get(place))) {
        return true;
      }
    }
    return false;
  }

  /** Whether its values are records of persons. */
  public boolean isOfPersons() {
    return shownFields().stream().anyMatch(View::isPerson);
  }

  /** Whether its values may name persons. */
  boolean tellsOfPersons() {
    return tellsOfPersons;
  }

  /** The names of the fields that name persons, and of what keys hold of them. */
  static boolean isPerson(String name) {
    return PERSONS.contains(name) || TOLD.containsKey(name);
  }

  /** The same without those persons; a record that is theirs becomes nobody's. */
  Facts without(Facts facts, Predicate<String> unwanted) {
    return tellsOfPersons() ? facts.without(TOLD, unwanted) : facts;
  }

  List<Rule> rules() {
    return rules;
  }

  /** What one event says, as it is to be joined. */
  Facts taking(Facts said) {
    return most == 0 ? said : said.remembering(remembered);
  }

  /** Joins what is known with what is said. */
  Facts join(@Nullable Facts known, Facts said) {
    return known == null ? said : known.join(said, most);
  }

  /** Joins all of them. */
  Facts join(Collection<Facts> parts) {
    return parts.stream().reduce((one, other) -> one.join(other, most)).orElseThrow();
  }

  /** A stored value as it is shown; empty if it is deleted. */
  public Optional<ObjectNode> show(String key, byte[] stored) {
    return show(key, FactsBytes.read(stored));
  }

  /** A stored value, to be written as it is shown; empty if it is deleted. */
  public Optional<Shown> look(String key, byte[] stored) {
    Facts facts = FactsBytes.read(stored);
    return shows(facts)
        ? Optional.of(new ShownFacts(this, Keys.parts(key), facts))
        : Optional.empty();
  }

  /**
   * What was known at a time. The current facts tell as far as they are older; what has since been
   * overwritten is among the versions.
   *
   * @param at milliseconds
   * @param versions the version at that time in a place of the store of versions
   */
  public Optional<ObjectNode> showAsOf(
      String key, byte[] stored, long at, Function<String, Optional<byte[]>> versions) {
    Facts now = FactsBytes.read(stored);
    Facts then = now.until(at);
    if (then.size() < now.size()) {
      for (String kind : kinds()) {
        Optional<Facts> version =
            versions.apply(Versions.place(this, key, kind)).map(FactsBytes::read);
        then = version.isPresent() ? then.join(version.get(), most) : then;
      }
      then = then.withRemembered();
    }
    return show(key, then);
  }

  /** Whether there is anything to show. */
  boolean shows(Facts facts) {
    return !facts.isEmpty() && !isNobodys(facts) && !gone.test(facts);
  }

  /** Whether two values that are shown look the same. */
  boolean looksAlike(Facts one, Facts other) {
    if (stamped && !one.latest().equals(other.latest())) {
      return false;
    }
    for (String field : fields.keySet()) {
      if (!Objects.equals(one.value(field), other.value(field))) {
        return false;
      }
    }
    return derived.isEmpty() || derived(one).equals(derived(other));
  }

  private ObjectNode derived(Facts facts) {
    ObjectNode fields = NODES.objectNode();
    derivation.accept(facts, fields);
    return fields;
  }

  Optional<ObjectNode> show(String key, Facts facts) {
    return shows(facts) ? Optional.of(show(Keys.parts(key), facts)) : Optional.empty();
  }

  /** What is to be shown, of what the key is made of. */
  ObjectNode show(List<String> parts, Facts facts) {
    ObjectNode shown = NODES.objectNode();
    shown.put("course", parts.get(0));
    for (int i = 0; i < ids.size(); i++) {
      shown.put(ids.get(i), parts.get(i + 1));
    }
    fields.keySet().forEach(field -> put(shown, field, facts.value(field)));
    derivation.accept(facts, shown);
    if (stamped) {
      facts
          .latest()
          .ifPresent(
              stamp -> {
                shown.put("event_time", Moments.text(stamp.time()));
                shown.put("event_id", stamp.id());
              });
    }
    return shown;
  }

  /** The place of that field among what a key is made of; negative if it is none of that. */
  int placeInKey(String field) {
    int place = ids.indexOf(field);
    return field.equals("course") ? 0 : place < 0 ? place : place + 1;
  }

  /** Whether what is shown in that field is what facts say of it. */
  boolean isSaid(String field) {
    return fields.containsKey(field);
  }

  /** Whether what is shown says which event spoke last. */
  boolean isStamped() {
    return stamped;
  }

  /** The JSON of what is shown, which is to be shown: the same as of {@link #show}. */
  byte[] shown(String course, List<String> rest, Facts facts) {
    List<String> parts = new ArrayList<>(rest.size() + 1);
    parts.add(course);
    parts.addAll(rest);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = StateJson.mapper().createGenerator(bytes)) {
      write(json, parts, facts, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("a state value is not writable", e);
    }
    return bytes.toByteArray();
  }

  /** Writes what is to be shown; see {@link Shown#write}. */
  void write(
      JsonGenerator json, List<String> parts, Facts facts, Map<String, @Nullable String> instead)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(COURSE);
    json.writeString(parts.get(0));
    for (int i = 0; i < ids.size(); i++) {
      json.writeFieldName(idNames.get(i));
      json.writeString(parts.get(i + 1));
    }
    for (Map.Entry<String, SerializedString> field : fields.entrySet()) {
      json.writeFieldName(field.getValue());
      String other = instead.get(field.getKey());
      write(json, other == null ? facts.value(field.getKey()) : other);
    }
    if (!derived.isEmpty()) {
      for (Map.Entry<String, JsonNode> entry : derived(facts).properties()) {
        json.writeFieldName(entry.getKey());
        StateJson.mapper().writeTree(json, entry.getValue());
      }
    }
    Optional<Stamp> latest = stamped ? facts.latest() : Optional.empty();
    if (latest.isPresent()) {
      json.writeFieldName(EVENT_TIME);
      json.writeString(Moments.text(latest.get().time()));
      json.writeFieldName(EVENT_ID);
      json.writeString(latest.get().id());
    }
    for (Map.Entry<String, @Nullable String> more : instead.entrySet()) {
      if (!fields.containsKey(more.getKey())) {
        json.writeStringField(more.getKey(), more.getValue());
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }

  private static boolean isNobodys(Facts facts) {
    return NOBODY.equals(facts.text(OWNER));
  }

  static void put(ObjectNode shown, String field, @Nullable Object value) {
    if (value == null) {
      shown.putNull(field);
    } else if (value instanceof Boolean flag) {
      shown.put(field, flag);
    } else if (value instanceof BigDecimal number) {
      shown.put(field, number);
    } else {
      shown.put(field, value.toString());
    }
  }
}
