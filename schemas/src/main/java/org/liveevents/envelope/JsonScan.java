package org.liveevents.envelope;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of one envelope: checks that they are JSON (RFC 8259, no key twice in one
 * object), hashes every value and notes where the {@link Field}s stand. Written by hand because
 * nearly all of reading is this, and a general parser decodes much that only has to be hashed;
 * {@code JsonScanTest} holds it to what the general parser says.
 *
 * <p>Whether the bytes are UTF-8 is asked only if one of them is not ASCII. Reused for one envelope
 * after the other; not safe to share between threads.
 */
final class JsonScan {

  /** Nesting beyond this is refused: no event comes near it. */
  static final int MAX_DEPTH = 64;

  private static final int MAX_NUMBER_DIGITS = 1000;
  private static final int MAX_KEY_BYTES = 50_000;
  private static final int FEW_KEYS = 32;

  /** So many digits always fit a long. */
  private static final int SURE_DIGITS = 18;

  private static final int KEPT_CHARS = 64 * 1024;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private static final Field.Node TREE = Field.tree();

  private final Fields fields = new Fields();
  private final ValueHash hash = new ValueHash();
  private final KnownKeys known = new KnownKeys(hash);
  private long[] keys = new long[256];
  private int keysTop;
  private char[] chars = new char[1024];
  private byte[] bytes = new byte[0];
  private int at;
  private boolean wellFormed;

  /** The last string, if it stands in the bytes as it is; else it is in {@link #chars}. */
  private boolean plain;

  private int textFrom;
  private int textLength;

  /**
   * Reads one JSON value to its end.
   *
   * @return what it holds, good until the next read
   * @throws Unreadable if the bytes are no JSON
   * @throws TooDeep if it is nested beyond {@link #MAX_DEPTH}
   * @throws ValueHash.LoneSurrogate if a string holds half a surrogate pair
   */
  Fields read(byte[] envelope) throws Unreadable, TooDeep {
    bytes = envelope;
    at = 0;
    keysTop = 0;
    wellFormed = false;
    fields.begin(envelope);
    try {
      fields.beginsAsObject(peek() == '{');
      value(TREE, 0);
      blanks();
      if (at < bytes.length) {
        throw new Unreadable("something follows the JSON value");
      }
      return fields;
    } finally {
      if (chars.length > KEPT_CHARS) {
        chars = new char[1024];
      }
    }
  }

  private long value(Field.@Nullable Node node, int depth) throws Unreadable, TooDeep {
    Field field = node == null ? null : node.field;
    int first = peek();
    return switch (first) {
      case '"' -> string(field);
      case '{' -> object(node, field, depth + 1);
      case '[' -> array(node, field, depth + 1);
      case 't' -> literal("true", 1);
      case 'f' -> literal("false", 0);
      case 'n' -> literal("null", 2);
      default -> number(first, field);
    };
  }

  private long object(Field.@Nullable Node node, @Nullable Field field, int depth)
      throws Unreadable, TooDeep {
    if (field != null) {
      fields.object(field);
    }
    open(depth);
    int base = keysTop;
    int count = 0;
    Set<Long> many = null;
    long filter = 0;
    long sumLow = 0;
    long sumHigh = 0;
    if (peek() == '}') {
      at++;
    } else {
      do {
        long keyLow = key();
        long keyHigh = hash.high;
        long bit = 1L << keyLow;
        if (many == null && count == FEW_KEYS) {
          many = new HashSet<>();
          for (int i = base; i < keysTop; i++) {
            many.add(keys[i]);
          }
        }
        boolean fresh =
            many == null ? (filter & bit) == 0 || isNew(keyLow, base) : many.add(keyLow);
        if (!fresh) {
          throw new Unreadable("a key stands twice in one object");
        }
        if (many == null) {
          push(keyLow);
        }
        filter |= bit;
        count++;
        expect(':');
        long valueLow = value(node == null ? null : node.child(keyLow, keyHigh), depth);
        long valueHigh = hash.high;
        sumLow += hash.entry(keyLow, keyHigh, valueLow, valueHigh);
        sumHigh += hash.high;
      } while (goesOn('}'));
    }
    keysTop = base;
    long low = hash.object(count, sumLow, sumHigh);
    if (field != null) {
      fields.hashed(field, low, hash.high);
    }
    return low;
  }

  private boolean isNew(long key, int base) {
    for (int i = base; i < keysTop; i++) {
      if (keys[i] == key) {
        return false;
      }
    }
    return true;
  }

  private void push(long key) {
    if (keysTop == keys.length) {
      keys = Arrays.copyOf(keys, 2 * keysTop);
    }
    keys[keysTop++] = key;
  }

  private long array(Field.@Nullable Node node, @Nullable Field field, int depth)
      throws Unreadable, TooDeep {
    if (field != null) {
      fields.array(field);
    }
    open(depth);
    int count = 0;
    long runLow = 0;
    long runHigh = 0;
    if (peek() == ']') {
      at++;
    } else {
      Field.Node first = node == null ? null : node.first;
      do {
        long low = value(count == 0 ? first : null, depth);
        runLow = ValueHash.mixA(runLow, low);
        runHigh = ValueHash.mixB(runHigh, hash.high);
        count++;
      } while (goesOn(']'));
    }
    if (field == Field.DATA) {
      fields.entries(count);
    }
    return hash.array(count, runLow, runHigh);
  }

  private void open(int depth) throws TooDeep {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    at++;
  }

  /** Whether a comma comes, so another entry, and not the end. */
  private boolean goesOn(int end) throws Unreadable {
    int next = peek();
    if (next != ',' && next != end) {
      throw noJson();
    }
    at++;
    return next == ',';
  }

  private void expect(int wanted) throws Unreadable {
    if (peek() != wanted) {
      throw noJson();
    }
    at++;
  }

  private long literal(String word, int which) throws Unreadable {
    if (bytes.length - at < word.length()) {
      throw noJson();
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw noJson();
      }
    }
    at += word.length();
    return hash.literal(which);
  }

  // ---- strings

  private long key() throws Unreadable {
    if (peek() != '"') {
      throw noJson();
    }
    text();
    if (textLength > MAX_KEY_BYTES || (!plain && keyBytes() > MAX_KEY_BYTES)) {
      throw new Unreadable("a key is longer than any event's");
    }
    return plain ? known.ascii(bytes, textFrom, textLength) : hash.text(chars, 0, textLength);
  }

  private int keyBytes() {
    int size = 0;
    for (int i = 0; i < textLength; i++) {
      size += chars[i] < 0x80 ? 1 : chars[i] < 0x800 || Character.isSurrogate(chars[i]) ? 2 : 3;
    }
    return size;
  }

  private long string(@Nullable Field field) throws Unreadable {
    text();
    if (plain) {
      long low = hash.ascii(bytes, textFrom, textLength);
      if (field != null) {
        fields.plain(field, textFrom, textLength, low);
      }
      return low;
    }
    if (field != null) {
      fields.decoded(field, new String(chars, 0, textLength));
    }
    return hash.text(chars, 0, textLength);
  }

  /** Goes through a string, eight bytes at a time as long as nothing in it is special. */
  private void text() throws Unreadable {
    byte[] all = bytes;
    int from = at + 1;
    int i = from;
    long special = 0;
    while (i + 8 <= all.length && (special = special((long) WORD.get(all, i))) == 0) {
      i += 8;
    }
    if (special != 0) {
      i += Long.numberOfTrailingZeros(special) >>> 3;
    } else { // near the end
      while (i < all.length && all[i] >= 0x20 && all[i] != '"' && all[i] != '\\') {
        i++;
      }
    }
    textFrom = from;
    textLength = i - from;
    plain = i < all.length && all[i] == '"';
    at = plain ? i + 1 : i;
    if (!plain) {
      decode(from, i);
    }
  }

  /** The lowest of the marks stands at the first byte that is a quote, \, control or no ASCII. */
  private static long special(long word) {
    long quote = (word ^ (ONES * '"')) - ONES;
    long slash = (word ^ (ONES * '\\')) - ONES;
    long control = word - (ONES * ' ');
    return (quote | slash | control | word) & HIGH_BITS;
  }

  /** The string from there on, as characters; its plain beginning ends at the second place. */
  private void decode(int from, int plainEnd) throws Unreadable {
    int n = 0;
    room(plainEnd - from);
    for (int i = from; i < plainEnd; i++) {
      chars[n++] = (char) bytes[i];
    }
    while (true) {
      int b = next();
      if (b == '"') {
        break;
      }
      room(n + 2);
      if (b == '\\') {
        chars[n++] = escaped();
      } else if (b >= 0x20) {
        chars[n++] = (char) b;
      } else if (b >= 0 || !isWellFormed()) {
        throw noJson();
      } else if (b < (byte) 0xE0) {
        chars[n++] = (char) (((b & 0x1F) << 6) | tail());
      } else if (b < (byte) 0xF0) {
        chars[n++] = (char) (((b & 0x0F) << 12) | (tail() << 6) | tail());
      } else {
        int point = ((b & 0x07) << 18) | (tail() << 12) | (tail() << 6) | tail();
        chars[n++] = Character.highSurrogate(point);
        chars[n++] = Character.lowSurrogate(point);
      }
    }
    textLength = n;
  }

  private boolean isWellFormed() {
    wellFormed = wellFormed || Utf8.isWellFormed(bytes);
    return wellFormed;
  }

  private void room(int needed) {
    if (needed > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(needed, 2 * chars.length));
    }
  }

  private int tail() {
    return bytes[at++] & 0x3F;
  }

  private char escaped() throws Unreadable {
    int b = next();
    return switch (b) {
      case '"', '\\', '/' -> (char) b;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw noJson();
    };
  }

  private char unit() throws Unreadable {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = next();
      int value = digit < 0 ? -1 : Character.digit(digit, 16);
      if (value < 0) {
        throw noJson();
      }
      unit = (unit << 4) | value;
    }
    return (char) unit;
  }

  // ---- numbers

  private long number(int first, @Nullable Field field) throws Unreadable {
    int from = at;
    if (first == '-') {
      at++;
    }
    int whole = at;
    if (digits() == 0 || (bytes[whole] == '0' && at - whole > 1)) {
      throw noJson();
    }
    int counted = at - whole;
    boolean integer = true;
    int fraction = 0;
    if (at < bytes.length && bytes[at] == '.') {
      integer = false;
      at++;
      fraction = digits();
      if (fraction == 0) {
        throw noJson();
      }
    }
    boolean scientific = at < bytes.length && (bytes[at] | 0x20) == 'e';
    if (scientific) {
      integer = false;
      at++;
      if (at < bytes.length && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      int power = digits();
      if (power == 0) {
        throw noJson();
      }
      counted += power;
    }
    if (counted + fraction > MAX_NUMBER_DIGITS) {
      throw new Unreadable("a number is longer than any event's");
    }
    if (!scientific && counted + fraction <= SURE_DIGITS) {
      return usual(from, fraction, integer, field);
    }
    String spelling = ascii(from);
    if (field != null) {
      fields.decoded(field, JsonNumbers.text(spelling));
    }
    return hash.number(spelling);
  }

  /** A number of few digits without exponent, which is nearly every number. */
  private long usual(int from, int fraction, boolean integer, @Nullable Field field) {
    long digits = 0;
    boolean negative = bytes[from] == '-';
    for (int i = negative ? from + 1 : from; i < at; i++) {
      if (bytes[i] != '.') {
        digits = 10 * digits + (bytes[i] - '0');
      }
    }
    long low = hash.number(negative ? -digits : digits, -fraction);
    if (field != null && integer && digits != 0) {
      fields.plain(field, from, at - from, low);
    } else if (field != null) {
      fields.decoded(field, JsonNumbers.text(ascii(from)));
    }
    return low;
  }

  /** Goes over digits and tells how many there were. */
  private int digits() {
    int from = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private String ascii(int from) {
    return new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
  }

  // ---- bytes

  /** The next byte that is no white space, which stays to be read. */
  private int peek() throws Unreadable {
    blanks();
    if (at == bytes.length) {
      throw new Unreadable("the JSON is cut off");
    }
    return bytes[at];
  }

  private void blanks() {
    while (at < bytes.length && bytes[at] <= ' ' && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int next() throws Unreadable {
    if (at == bytes.length) {
      throw new Unreadable("the JSON is cut off");
    }
    return bytes[at++];
  }

  private Unreadable noJson() {
    return new Unreadable("no JSON at byte " + at);
  }

  /** JSON nested beyond {@link #MAX_DEPTH}. */
  static final class TooDeep extends Exception {
    TooDeep() {
      super("nested deeper than " + MAX_DEPTH, null, false, false);
    }
  }

  /** The bytes are no JSON; the message is free of payload text. */
  static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message, null, false, false);
    }
  }
}
