package org.liveevents.validate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one event. It goes only where rules look, so it is never deeper than its schema;
 * the rest is skipped. Each instance serves one pass.
 */
final class Walk {

  private static final int DEEPEST = 32;
  private static final String ANY_ELEMENT = "*";

  private final JsonParser parser;
  private final String[] path = new String[DEEPEST];
  private final int[] indexes = new int[DEEPEST];
  private int depth;
  private @Nullable List<Violation> violations;
  private @Nullable List<Drift> drift;

  Walk(JsonParser parser) {
    this.parser = parser;
  }

  Verdict of(Rule rule) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new IOException("nothing but white space");
    }
    value(first, rule);
    return violations == null && drift == null
        ? Verdict.CLEAN
        : new Verdict(
            violations == null ? List.of() : violations, drift == null ? List.of() : drift);
  }

  private void value(JsonToken token, Rule rule) throws IOException {
    int type = type(token, rule);
    @Nullable String broken = broken(token, type, rule);
    if (broken != null) {
      violated(null, broken);
      parser.skipChildren();
      return;
    }
    if (isUnusual(token, type, rule)) {
      drifted(null, Drift.Kind.UNUSUAL_VALUE);
    }
    if (token == JsonToken.START_OBJECT) {
      object(rule);
    } else if (token == JsonToken.START_ARRAY) {
      array(rule);
    }
  }

  private void object(Rule rule) throws IOException {
    if (!rule.readsMembers()) {
      parser.skipChildren();
      return;
    }
    long seen = 0;
    long failed = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Rule.@Nullable Member member = rule.members().get(name);
      JsonToken token = parser.nextToken();
      if (member == null) {
        drifted(name, Drift.Kind.UNKNOWN_FIELD);
        parser.skipChildren();
      } else {
        seen |= member.bit();
        failed |= failed(token, member);
        enter(member.name());
        value(token, member.rule());
        depth--;
      }
    }
    long missing = rule.required() & ~seen;
    if (missing != 0) {
      for (Rule.Member member : rule.members().values()) {
        if ((member.bit() & missing) != 0) {
          violated(member.name(), "required");
        }
      }
    }
    if (!rule.alternatives().isEmpty() && noneHolds(rule.alternatives(), seen, failed)) {
      violated(null, "anyOf");
    }
  }

  /** A bit for each alternative that this member rules out. */
  private long failed(JsonToken token, Rule.Member member) throws IOException {
    long failed = 0;
    List<@Nullable Rule> alternatives = member.alternatives();
    for (int i = 0; i < alternatives.size(); i++) {
      @Nullable Rule rule = alternatives.get(i);
      if (rule != null && broken(token, type(token, rule), rule) != null) {
        failed |= 1L << i;
      }
    }
    return failed;
  }

  private static boolean noneHolds(List<Rule.Alternative> alternatives, long seen, long failed) {
    for (int i = 0; i < alternatives.size(); i++) {
      if ((failed & 1L << i) == 0 && (alternatives.get(i).required() & ~seen) == 0) {
        return false;
      }
    }
    return true;
  }

  private void array(Rule rule) throws IOException {
    if (!rule.readsElements()) {
      parser.skipChildren();
      return;
    }
    int count = 0;
    enter(ANY_ELEMENT);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      indexes[depth - 1] = count++;
      if (rule.items() == null) {
        parser.skipChildren();
      } else {
        value(token, rule.items());
      }
    }
    depth--;
    if (count < rule.minItems()) {
      violated(null, "minItems");
    }
    if (count > rule.maxItems()) {
      violated(null, "maxItems");
    }
  }

  /** The keyword the value breaks by itself, its members aside; null if none. */
  private @Nullable String broken(JsonToken token, int type, Rule rule) throws IOException {
    if ((type & rule.types()) == 0) {
      return "type";
    }
    if (type == Rule.STRING) {
      return rule.judgesText() ? brokenText(rule) : null;
    }
    if (!rule.constants().isEmpty()) {
      return "const";
    }
    return rule.minimum() != null && token.isNumeric() && isBelow(rule.minimum(), token)
        ? "minimum"
        : null;
  }

  private @Nullable String brokenText(Rule rule) throws IOException {
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    if (isShorter(text, from, length, rule.minLength())) {
      return "minLength";
    }
    for (int i = 0; i < rule.constants().size(); i++) {
      if (!equals(rule.constants().get(i), text, from, length)) {
        return "const";
      }
    }
    return haveForm(rule.forms(), text, from, length) ? null : "pattern";
  }

  /** Characters outside of the first plane take two places. */
  private static boolean isShorter(char[] text, int from, int length, int least) {
    return length < 2 * least && Character.codePointCount(text, from, length) < least;
  }

  private boolean isUnusual(JsonToken token, int type, Rule rule) throws IOException {
    if ((type & rule.usualTypes()) == 0) {
      return true;
    }
    if (type == Rule.STRING) {
      return !rule.usualForms().isEmpty()
          && !haveForm(
              rule.usualForms(),
              parser.getTextCharacters(),
              parser.getTextOffset(),
              parser.getTextLength());
    }
    return rule.usualMinimum() != null && token.isNumeric() && isBelow(rule.usualMinimum(), token);
  }

  private static boolean haveForm(List<TextForm> forms, char[] text, int from, int length) {
    for (int i = 0; i < forms.size(); i++) {
      if (!forms.get(i).matches(text, from, length)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equals(String constant, char[] text, int from, int length) {
    if (constant.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (constant.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** The type of a value. A number is looked at closely only if that makes a difference. */
  private int type(JsonToken token, Rule rule) throws IOException {
    return switch (token) {
      case START_OBJECT -> Rule.OBJECT;
      case START_ARRAY -> Rule.ARRAY;
      case VALUE_STRING -> Rule.STRING;
      case VALUE_NUMBER_INT -> Rule.INTEGER;
      case VALUE_NUMBER_FLOAT ->
          rule.tellsWholeNumbers() && isWhole(parser.getText()) ? Rule.INTEGER : Rule.FRACTION;
      case VALUE_TRUE, VALUE_FALSE -> Rule.BOOLEAN;
      case VALUE_NULL -> Rule.NULL;
      default -> throw new IOException("an unexpected token");
    };
  }

  /** 5.0 is a whole number. One whose exponent is beyond 32 bits is taken for none. */
  private static boolean isWhole(String number) {
    try {
      return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
    } catch (NumberFormatException | ArithmeticException e) {
      return false;
    }
  }

  private boolean isBelow(BigDecimal least, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return BigDecimal.valueOf(parser.getLongValue()).compareTo(least) < 0;
    }
    try {
      return new BigDecimal(parser.getText()).compareTo(least) < 0;
    } catch (NumberFormatException e) { // an exponent beyond 32 bits: the sign is all we need
      return parser.getText().charAt(0) == '-';
    }
  }

  private void enter(String step) throws IOException {
    if (depth == DEEPEST) {
      throw new IOException("a schema deeper than " + DEEPEST);
    }
    path[depth++] = step;
  }

  private void violated(@Nullable String member, String keyword) {
    if (violations == null) {
      violations = new ArrayList<>(2);
    }
    if (violations.size() < Verdict.MOST_VIOLATIONS) {
      violations.add(new Violation(pointer(member, true), keyword));
    }
  }

  private void drifted(@Nullable String member, Drift.Kind kind) {
    if (drift == null) {
      drift = new ArrayList<>(2);
    }
    if (drift.size() < Verdict.MOST_DRIFT) {
      Drift found = new Drift(pointer(member, false), kind);
      if (!drift.contains(found)) {
        drift.add(found);
      }
    }
  }

  private String pointer(@Nullable String member, boolean indexed) {
    StringBuilder pointer = new StringBuilder(64);
    for (int i = 0; i < depth; i++) {
      pointer.append('/');
      if (indexed && path[i].equals(ANY_ELEMENT)) {
        pointer.append(indexes[i]);
      } else {
        append(pointer, path[i]);
      }
    }
    if (member != null) {
      append(pointer.append('/'), member);
    }
    return pointer.toString();
  }

  private static void append(StringBuilder pointer, String name) {
    pointer.append(name.replace("~", "~0").replace("/", "~1"));
  }
}
