package org.liveevents.envelope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Random JSON values, their spellings and their mutations. A value is a Map, a List, a String, a
 * BigDecimal without trailing zeros, a Boolean, or {@link Nothing}: equal in Java exactly when
 * equal in JSON.
 */
public final class RandomJson {

  /** JSON's null. */
  enum Nothing {
    NULL
  }

  private static final String[] TEXTS = {
    "",
    "a",
    "b",
    "5",
    "true",
    "null",
    "[]",
    "{}",
    "/",
    "http://x/y?z=1",
    "\\",
    "\"",
    "\u0000",
    "\n\t\r\b\f",
    "Bj\u00F6rn",
    "\u6B22\u8FCE",
    "\uD83D\uDC19",
    "a\uD83D\uDC19b\uD83D\uDC19",
    "\u2028",
    "\u007F",
    "\uFFFF",
    "\uE000",
    "\uD7FF",
    "e\u0301",
    "\u00E9",
    "abcd",
    "abcdabcd"
  };

  private static final HexFormat HEX = HexFormat.of();

  private final Random random;

  /** Values that come of that chance. */
  public RandomJson(Random random) {
    this.random = random;
  }

  // ---- values

  /** A value nested no deeper than that. */
  public Object value(int depth) {
    int kind = random.nextInt(depth <= 0 ? 6 : 9);
    return switch (kind) {
      case 0, 1 -> number();
      case 2, 3 -> text();
      case 4 -> random.nextBoolean();
      case 5 -> Nothing.NULL;
      case 6 -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(depth - 1));
        }
        yield list;
      }
      default -> object(depth - 1);
    };
  }

  Map<String, Object> object(int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(depth <= 0 && random.nextInt(9) == 0 ? 60 : 5); i > 0; i--) {
      object.put(random.nextInt(3) == 0 ? text() : "key" + random.nextInt(90), value(depth));
    }
    return object;
  }

  String text() {
    StringBuilder text = new StringBuilder(TEXTS[random.nextInt(TEXTS.length)]);
    while (random.nextInt(3) == 0) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return random.nextInt(2000) == 0 ? text.toString().repeat(300) : text.toString();
  }

  BigDecimal number() {
    BigDecimal number =
        switch (random.nextInt(7)) {
          case 0 -> BigDecimal.valueOf(random.nextInt(21) - 10);
          case 1 -> BigDecimal.valueOf(random.nextLong());
          case 2 -> new BigDecimal(new BigInteger(64 + random.nextInt(200), random));
          case 3 -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, random.nextInt(9));
          case 4 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(600) - 300);
          case 5 -> new BigDecimal(Long.MAX_VALUE).add(BigDecimal.valueOf(random.nextInt(5) - 2));
          default -> new BigDecimal(Long.MIN_VALUE).add(BigDecimal.valueOf(random.nextInt(5) - 2));
        };
    return number.stripTrailingZeros();
  }

  // ---- spellings

  /** One of the ways to write a value. */
  public String spell(Object value) {
    StringBuilder json = new StringBuilder();
    spell(value, json);
    return json.toString();
  }

  private void spell(Object value, StringBuilder json) {
    blank(json);
    if (value instanceof Map<?, ?> object) {
      List<Map.Entry<?, ?>> entries = new ArrayList<>(object.entrySet());
      Collections.shuffle(entries, random);
      json.append('{');
      String comma = "";
      for (Map.Entry<?, ?> entry : entries) {
        json.append(comma);
        spell(entry.getKey(), json);
        json.append(':');
        spell(entry.getValue(), json);
        comma = ",";
      }
      blank(json);
      json.append('}');
    } else if (value instanceof List<?> list) {
      json.append('[');
      String comma = "";
      for (Object element : list) {
        json.append(comma);
        spell(element, json);
        comma = ",";
      }
      blank(json);
      json.append(']');
    } else if (value instanceof String text) {
      spellText(text, json);
    } else if (value instanceof BigDecimal number) {
      json.append(spellNumber(number));
    } else {
      json.append(value == Nothing.NULL ? "null" : value);
    }
    blank(json);
  }

  private void blank(StringBuilder json) {
    while (random.nextInt(6) == 0) {
      json.append(" \t\n\r".charAt(random.nextInt(4)));
    }
  }

  private void spellText(String text, StringBuilder json) {
    int escaping = random.nextInt(3);
    json.append('"');
    text.codePoints()
        .forEach(
            point -> {
              String plain = Character.toString(point);
              int known = "\"\\/\b\f\n\r\t".indexOf(point);
              boolean must = point < 0x20 || point == '"' || point == '\\';
              boolean may = escaping == 1 || (escaping == 2 && random.nextBoolean());
              if (known >= 0 && (must || may) && random.nextBoolean()) {
                json.append('\\').append("\"\\/bfnrt".charAt(known));
              } else if (must || may) {
                for (int i = 0; i < plain.length(); i++) {
                  HexFormat hex = random.nextBoolean() ? HEX : HEX.withUpperCase();
                  json.append("\\u").append(hex.toHexDigits(plain.charAt(i)));
                }
              } else {
                json.append(plain);
              }
            });
    json.append('"');
  }

  String spellNumber(BigDecimal number) {
    if (number.signum() == 0) {
      String[] zeros = {"0", "-0", "0.0", "-0.00", "0e5", "-0E-7", "0.000e+12"};
      return zeros[random.nextInt(zeros.length)];
    }
    boolean plain = number.precision() + Math.abs(number.scale()) < 500;
    return switch (random.nextInt(5)) {
      case 0 -> plain ? number.toPlainString() : number.toString();
      case 1 -> number.setScale(Math.max(1, number.scale()) + random.nextInt(3)).toString();
      case 2 -> number.unscaledValue() + "e" + -number.scale();
      case 3 -> shifted(number, random.nextInt(12) - 4);
      default -> number.toEngineeringString().replace("E+", random.nextBoolean() ? "e" : "E+");
    };
  }

  /** The number as another mantissa and exponent, such as {@code 0.5E1} or {@code 50e-1}. */
  private String shifted(BigDecimal number, int places) {
    String mantissa = number.scaleByPowerOfTen(-number.precision() + places).toPlainString();
    int exponent = number.precision() - places;
    return mantissa + (random.nextBoolean() ? "E" : "e") + (exponent < 0 ? "" : "+") + exponent;
  }

  // ---- mutations

  /** A copy that differs in one place, and so is another value. */
  Object mutate(Object value) {
    if (value instanceof Map<?, ?> map) {
      return mutateObject(map);
    }
    if (value instanceof List<?> list) {
      return mutateArray(list);
    }
    if (random.nextInt(4) == 0) {
      return List.of(value);
    }
    if (value instanceof String text) {
      return mutateText(text);
    }
    if (value instanceof BigDecimal number) {
      return switch (random.nextInt(4)) {
        case 0 -> number.toString();
        case 1 -> number.signum() == 0 ? BigDecimal.ONE : number.negate();
        case 2 -> number.signum() == 0 ? BigDecimal.TEN : number.scaleByPowerOfTen(1);
        default -> number.add(number.ulp()).stripTrailingZeros();
      };
    }
    return random.nextBoolean() ? value.toString().toLowerCase(Locale.ROOT) : otherLiteral(value);
  }

  private static Object otherLiteral(Object value) {
    return value == Nothing.NULL ? false : value.equals(true) ? Nothing.NULL : true;
  }

  private Object mutateText(String text) {
    return switch (random.nextInt(4)) {
      case 0 -> text + "\u0000";
      case 1 -> text + " ";
      case 2 ->
          text.isEmpty()
              ? Nothing.NULL
              : text.substring(0, text.offsetByCodePoints(text.length(), -1));
      default -> "x" + text;
    };
  }

  private Object mutateObject(Map<?, ?> map) {
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    if (map.isEmpty()) {
      return random.nextBoolean() ? List.of() : Map.of("", Nothing.NULL);
    }
    List<Object> keys = new ArrayList<>(map.keySet());
    Object key = keys.get(random.nextInt(keys.size()));
    Object other = keys.get(random.nextInt(keys.size()));
    switch (random.nextInt(5)) {
      case 0 -> copy.put("added", Nothing.NULL);
      case 1 -> copy.remove(key);
      case 2 -> {
        Object moved = copy.remove(key);
        copy.put(key + "x", moved == null ? Nothing.NULL : moved);
      }
      case 3 -> {
        Object one = copy.get(key);
        Object two = copy.get(other);
        if (one == null || two == null || one.equals(two)) {
          copy.put("added", List.of());
        } else {
          copy.put(key, two);
          copy.put(other, one);
        }
      }
      default -> copy.computeIfPresent(key, (same, value) -> mutate(value));
    }
    return copy;
  }

  private Object mutateArray(List<?> list) {
    List<Object> copy = new ArrayList<>(list);
    if (list.isEmpty()) {
      return random.nextBoolean() ? Map.of() : List.of(List.of());
    }
    int at = random.nextInt(copy.size());
    switch (random.nextInt(4)) {
      case 0 -> copy.add(Nothing.NULL);
      case 1 -> copy.remove(at);
      case 2 -> {
        Object moved = copy.remove(at);
        copy.add(moved);
        if (copy.equals(list)) {
          copy.add(at, moved);
        }
      }
      default -> copy.set(at, mutate(copy.get(at)));
    }
    return copy;
  }
}
