package org.liveevents.validate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one place of an event must be: a schema with its references and conjunctions resolved.
 *
 * @param types a bit for each {@link #NULL type} it may have
 * @param usualTypes those among them that are no surprise
 * @param constants texts it must equal, all of them, in UTF-8
 * @param minLength the fewest characters of a text
 * @param forms what a text must look like, all of them
 * @param usualForms what a text usually looks like
 * @param minimum the smallest a number may be
 * @param usualMinimum the smallest it usually is
 * @param minItems the fewest elements of an array
 * @param maxItems the most
 * @param items what each element must be
 * @param members what is known of the members of an object, by name
 * @param required the bits of the members it must have
 * @param alternatives of which one at least must hold for an object; none if empty
 */
record Rule(
    int types,
    int usualTypes,
    List<byte[]> constants,
    int minLength,
    List<TextForm> forms,
    List<TextForm> usualForms,
    @Nullable BigDecimal minimum,
    @Nullable BigDecimal usualMinimum,
    int minItems,
    int maxItems,
    @Nullable Rule items,
    Members members,
    long required,
    List<Alternative> alternatives) {

  static final int NULL = 1;
  static final int BOOLEAN = 1 << 1;
  static final int STRING = 1 << 2;
  static final int INTEGER = 1 << 3;
  static final int FRACTION = 1 << 4;
  static final int ARRAY = 1 << 5;
  static final int OBJECT = 1 << 6;
  static final int ANY = (1 << 7) - 1;

  /** Whether a text can break this. */
  boolean judgesText() {
    return minLength > 0 || !constants.isEmpty() || !forms.isEmpty();
  }

  /** Whether 5.0 and 5.5 are told apart. */
  boolean tellsWholeNumbers() {
    return isIntegerAlone(types) || isIntegerAlone(usualTypes);
  }

  private static boolean isIntegerAlone(int types) {
    return (types & (INTEGER | FRACTION)) == INTEGER;
  }

  /** Whether an object must be looked into. */
  boolean readsMembers() {
    return !members.isEmpty();
  }

  /** Whether an array must be looked into. */
  boolean readsElements() {
    return items != null || minItems > 0 || maxItems < Integer.MAX_VALUE;
  }

  /**
   * A member of an object.
   *
   * @param bit its bit among those some rule requires, or 0
   * @param alternatives what each alternative of the object says of it; null where one is silent
   */
  record Member(String name, Rule rule, long bit, List<@Nullable Rule> alternatives) {}

  /**
   * One of several conjunctions of which one must hold. Its rules look at scalars alone.
   *
   * @param required the bits of the members it asks for
   */
  record Alternative(long required) {}
}
