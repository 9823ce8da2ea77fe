package org.liveevents.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveevents.json.JsonBytes;

/**
 * One pass over one event. It goes only where rules look, so it is never deeper than its schema;
 * the rest is skipped. Each instance serves one pass.
 */
final class Walk {

  private static final int DEEPEST = 32;
  private static final String ANY_ELEMENT = "*";

  /** So many characters of a whole number always fit a long. */
  private static final int SURE_DIGITS = 18;

  /** The most bytes of a character. */
  private static final int CHARACTER = 4;

  private final JsonBytes json;
  private final String[] path = new String[DEEPEST];
  private final int[] indexes = new int[DEEPEST];
  private int depth;
  private @Nullable List<Violation> violations;
  private @Nullable List<Drift> drift;

  /** The last string, as its characters are, or number, as it is spelled. */
  private byte[] text;

  private int textFrom;
  private int textLength;

  /** Whether the last number is spelled without fraction and exponent. */
  private boolean isPlainNumber;

  Walk(JsonBytes json) {
    this.json = json;
    this.text = json.bytes();
  }

  Verdict of(Rule rule) {
    value(rule);
    return violations == null && drift == null
        ? Verdict.CLEAN
        : new Verdict(
            violations == null ? List.of() : violations, drift == null ? List.of() : drift);
  }

  private void value(Rule rule) {
    value(begin(), rule);
  }

  /** A value whose beginning has been read: of a scalar that is all of it. */
  private void value(int begun, Rule rule) {
    int type = type(begun, rule);
    @Nullable String broken = broken(type, rule);
    if (broken != null) {
      violated(null, broken);
      skipRest(type);
      return;
    }
    if (isUnusual(type, rule)) {
      drifted(null, Drift.Kind.UNUSUAL_VALUE);
    }
    if (type == Rule.OBJECT) {
      object(rule);
    } else if (type == Rule.ARRAY) {
      array(rule);
    }
  }

  /** Reads a scalar, or stops before an object or array; tells the type by the spelling. */
  private int begin() {
    return switch (json.peek()) {
      case '{' -> Rule.OBJECT;
      case '[' -> Rule.ARRAY;
      case '"' -> string();
      case 't', 'f' -> word(Rule.BOOLEAN);
      case 'n' -> word(Rule.NULL);
      default -> number();
    };
  }

  private int word(int type) {
    json.skip();
    return type;
  }

  private int string() {
    if (json.string()) {
      takeText();
    } else {
      text = json.text().getBytes(UTF_8);
      textFrom = 0;
      textLength = text.length;
    }
    return Rule.STRING;
  }

  private void takeText() {
    text = json.bytes();
    textFrom = json.textFrom();
    textLength = json.textTo() - textFrom;
  }

  private int number() {
    json.skip();
    takeText();
    isPlainNumber = true;
    for (int i = textFrom; i < textFrom + textLength; i++) {
      isPlainNumber &= text[i] <= '9' && text[i] != '.';
    }
    return isPlainNumber ? Rule.INTEGER : Rule.FRACTION;
  }

  private void skipRest(int type) {
    if (type == Rule.OBJECT || type == Rule.ARRAY) {
      json.skip();
    }
  }

  private void object(Rule rule) {
    if (!rule.readsMembers()) {
      json.skip();
      return;
    }
    long seen = 0;
    long failed = 0;
    for (boolean more = json.enters('}'); more; more = json.goesOn()) {
      Rule.@Nullable Member member = member(rule.members());
      json.colon();
      if (member == null) {
        json.skip();
      } else {
        int begun = begin();
        seen |= member.bit();
        failed |= failed(begun, member);
        enter(member.name());
        value(begun, member.rule());
        depth--;
      }
    }
    long missing = rule.required() & ~seen;
    if (missing != 0) {
      for (Rule.Member member : rule.members().all()) {
        if ((member.bit() & missing) != 0) {
          violated(member.name(), "required");
        }
      }
    }
    if (!rule.alternatives().isEmpty() && noneHolds(rule.alternatives(), seen, failed)) {
      violated(null, "anyOf");
    }
  }

  /** Reads a name; null if the schema doesn't know it. */
  private Rule.@Nullable Member member(Members known) {
    string();
    Rule.@Nullable Member member = known.find(text, textFrom, textLength);
    if (member == null) {
      drifted(json.text(), Drift.Kind.UNKNOWN_FIELD);
    }
    return member;
  }

  /** A bit for each alternative that this member rules out. */
  private long failed(int begun, Rule.Member member) {
    long failed = 0;
    List<@Nullable Rule> alternatives = member.alternatives();
    for (int i = 0; i < alternatives.size(); i++) {
      @Nullable Rule rule = alternatives.get(i);
      if (rule != null && broken(type(begun, rule), rule) != null) {
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

  private void array(Rule rule) {
    if (!rule.readsElements()) {
      json.skip();
      return;
    }
    int count = 0;
    enter(ANY_ELEMENT);
    for (boolean more = json.enters(']'); more; more = json.goesOn()) {
      indexes[depth - 1] = count++;
      if (rule.items() == null) {
        json.skip();
      } else {
        value(rule.items());
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
  private @Nullable String broken(int type, Rule rule) {
    if ((type & rule.types()) == 0) {
      return "type";
    }
    if (type == Rule.STRING) {
      return rule.judgesText() ? brokenText(rule) : null;
    }
    if (!rule.constants().isEmpty()) {
      return "const";
    }
    return rule.minimum() != null && isNumber(type) && isBelow(rule.minimum()) ? "minimum" : null;
  }

  private @Nullable String brokenText(Rule rule) {
    if (isShorter(rule.minLength())) {
      return "minLength";
    }
    for (int i = 0; i < rule.constants().size(); i++) {
      byte[] constant = rule.constants().get(i);
      if (!Arrays.equals(constant, 0, constant.length, text, textFrom, textFrom + textLength)) {
        return "const";
      }
    }
    return haveForm(rule.forms()) ? null : "pattern";
  }

  private boolean isShorter(int least) {
    if (textLength >= CHARACTER * least) {
      return false;
    }
    int characters = 0;
    for (int i = textFrom; i < textFrom + textLength; i++) {
      characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return characters < least;
  }

  private boolean isUnusual(int type, Rule rule) {
    if ((type & rule.usualTypes()) == 0) {
      return true;
    }
    if (type == Rule.STRING) {
      return !haveForm(rule.usualForms());
    }
    return rule.usualMinimum() != null && isNumber(type) && isBelow(rule.usualMinimum());
  }

  private static boolean isNumber(int type) {
    return type == Rule.INTEGER || type == Rule.FRACTION;
  }

  private boolean haveForm(List<TextForm> forms) {
    for (int i = 0; i < forms.size(); i++) {
      if (!forms.get(i).matches(text, textFrom, textLength)) {
        return false;
      }
    }
    return true;
  }

  /** The type of a value. A number is looked at closely only if that makes a difference. */
  private int type(int begun, Rule rule) {
    return begun == Rule.FRACTION && rule.tellsWholeNumbers() && isWhole(spelling())
        ? Rule.INTEGER
        : begun;
  }

  private String spelling() {
    return new String(text, textFrom, textLength, UTF_8);
  }

  /** 5.0 is a whole number. One whose exponent is beyond 32 bits is taken for none. */
  private static boolean isWhole(String number) {
    try {
      return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
    } catch (NumberFormatException | ArithmeticException e) {
      return false;
    }
  }

  private boolean isBelow(BigDecimal least) {
    String number = spelling();
    if (isPlainNumber && textLength <= SURE_DIGITS) {
      return BigDecimal.valueOf(Long.parseLong(number)).compareTo(least) < 0;
    }
    try {
      return new BigDecimal(number).compareTo(least) < 0;
    } catch (NumberFormatException e) { // an exponent beyond 32 bits: the sign is all we need
      return number.charAt(0) == '-';
    }
  }

  private void enter(String step) {
    if (depth == DEEPEST) {
      throw new IllegalStateException("a schema deeper than " + DEEPEST);
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
