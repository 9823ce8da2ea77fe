package org.liveevents.streams.course;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where views name persons, and what stands there once they are forgotten. */
final class Persons {

  /** What a key holds in these places is a person's. */
  private static final Set<String> IN_KEYS = Set.of("student", "user");

  /** The field that names whose record it is, where the key doesn't. */
  private static final String OWNER = "user";

  /** Whose record it is if that person is forgotten; no id is written so. */
  private static final String NOBODY = "~";

  /** The fields that name persons, and what stands there once they are forgotten. */
  private static final Map<String, @Nullable String> IN_FIELDS = inFields();

  private Persons() {}

  private static Map<String, @Nullable String> inFields() {
    Map<String, @Nullable String> fields = new HashMap<>();
    fields.put(OWNER, NOBODY);
    fields.put("associated_user", null);
    fields.put("grader", null);
    return fields;
  }

  /** Whether that is the name of a person, as a field or as part of a key. */
  static boolean areNamedBy(String name) {
    return IN_KEYS.contains(name) || areInField(name);
  }

  /** Whether a field of that name names a person. */
  static boolean areInField(String name) {
    return IN_FIELDS.containsKey(name);
  }

  /** Which parts of a key name persons. */
  static int[] places(List<String> ids) {
    return IntStream.range(0, ids.size()).filter(at -> IN_KEYS.contains(ids.get(at))).toArray();
  }

  /** The same without those persons; a record that is theirs becomes nobody's. */
  static Facts without(Facts facts, Predicate<String> unwanted) {
    return facts.without(IN_FIELDS, unwanted);
  }

  /** Whether it is the record of somebody who is forgotten. */
  static boolean areForgottenIn(Facts facts) {
    return NOBODY.equals(facts.text(OWNER));
  }
}
