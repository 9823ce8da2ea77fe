package org.liveevents.streams.course;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A per-course view as a commutative fold: the same events in any order give the same values. It is
 * a table of {@link Rule}s; keys begin with the course, so that a course is one range of one
 * partition.
 */
public final class View {

  private final String store;
  private final ValueLayout layout;

  /** Where keys hold persons, after the course. */
  private final int[] persons;

  private final List<Rule> rules = new ArrayList<>();
  private Predicate<Facts> gone = facts -> false;
  private Set<String> remembered = Set.of();
  private int most;
  private boolean versioned;
  private boolean tellsOfPersons;

  private View(String store, List<String> ids) {
    this.store = store;
    this.layout = new ValueLayout(ids);
    this.persons = Persons.places(ids);
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
    layout.add(name);
    tellsOfPersons |= Persons.areInField(name);
    return this;
  }

  /** Doesn't show a field that only decides about others. */
  View hiding(String name) {
    layout.remove(name);
    return this;
  }

  /** What is deleted: it isn't shown, and stays in the store, lest an older update resurrect it. */
  View goneIf(Predicate<Facts> condition) {
    this.gone = condition;
    return this;
  }

  /** What Canvas says is deleted, in the field most objects have for that. */
  View goneIfDeleted() {
    return goneIf(facts -> "deleted".equals(facts.text("workflow_state")));
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
  View deriving(List<String> names, ValueLayout.Derivation how) {
    layout.derive(names, how);
    return this;
  }

  /** Doesn't show which event spoke last. */
  View unstamped() {
    layout.leaveStampOut();
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

  /** The fields of its public values, in order. */
  public List<String> shownFields() {
    return layout.names();
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
    return shownFields().stream().anyMatch(Persons::areNamedBy);
  }

  /** Whether its values may name persons. */
  boolean tellsOfPersons() {
    return tellsOfPersons;
  }

  /** The same without those persons; a record that is theirs becomes nobody's. */
  Facts without(Facts facts, Predicate<String> unwanted) {
    return tellsOfPersons ? Persons.without(facts, unwanted) : facts;
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

  /** Whether there is anything to show. */
  boolean shows(Facts facts) {
    return !facts.isEmpty() && !Persons.areForgottenIn(facts) && !gone.test(facts);
  }

  /** Whether two values that are shown look the same. */
  boolean looksAlike(Facts one, Facts other) {
    return layout.looksAlike(one, other);
  }

  /** A stored value as it is shown; empty if it is deleted. */
  public Optional<ObjectNode> show(String key, byte[] stored) {
    return show(key, FactsBytes.read(stored));
  }

  Optional<ObjectNode> show(String key, Facts facts) {
    return shows(facts) ? Optional.of(layout.show(Keys.parts(key), facts)) : Optional.empty();
  }

  /** A stored value, to be written as it is shown; empty if it is deleted. */
  public Optional<Shown> look(String key, byte[] stored) {
    Facts facts = FactsBytes.read(stored);
    return shows(facts)
        ? Optional.of(new ShownFacts(layout, Keys.parts(key), facts))
        : Optional.empty();
  }

  /**
   * What was known at a time. The current facts tell as far as they are older; what has since been
   * overwritten is in the version that was known then.
   *
   * @param at milliseconds
   * @param versions the first that ended after that time in a place of the store of versions
   */
  public Optional<ObjectNode> showAsOf(
      String key, byte[] stored, long at, Function<String, Optional<byte[]>> versions) {
    Facts now = FactsBytes.read(stored);
    Facts then = now.until(at);
    if (then.size() < now.size()) {
      Optional<byte[]> version = versions.apply(Views.place(store, key));
      if (version.isPresent()) {
        then = then.join(FactsBytes.read(version.get()).until(at), most);
      }
      then = then.withRemembered();
    }
    return show(key, then);
  }

  /** The JSON of what is shown, which is to be shown: the same as of {@link #show}. */
  byte[] shown(String course, List<String> rest, Facts facts) {
    List<String> parts = new ArrayList<>(rest.size() + 1);
    parts.add(course);
    parts.addAll(rest);
    return layout.write(parts, facts);
  }
}
