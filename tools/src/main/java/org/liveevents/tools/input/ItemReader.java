package org.liveevents.tools.input;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.liveevents.event.Payload;

/**
 * Cuts a file into its events without understanding them, in memory bounded by the largest of them.
 * Taken as one: a line, a value written over several lines, an element of a top-level array, an
 * element of {@code Messages} in what {@code aws sqs receive-message} prints. For one thread.
 *
 * <p>A broken value costs itself alone. It ends where a line ends inside a string, where a new line
 * begins an object though no value may begin there, and, in a file that has an event a line, with
 * its line.
 */
public final class ItemReader {

  /** An item larger than this is told with its first bytes only. */
  public static final int MAX_ITEM_BYTES = 8 * 1024 * 1024;

  /** Depth at which elements of Messages begin: in an array in an object. */
  private static final int IN_MESSAGES = 2;

  private static final int END = -1;
  private static final byte[] MESSAGES = "{\"Messages\":[".getBytes(US_ASCII);

  private enum Kind {
    /** Between two items. */
    NONE,
    OBJECT_OR_ARRAY,
    STRING,
    /** A number, a word, or no JSON at all. */
    OTHER,
    /** What follows the array of messages in its object. */
    TAIL
  }

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int limit;
  private boolean ended;
  private boolean damaged;

  private long line = 1;
  private long column;
  private boolean lineEnded;

  /** Whether this file has an event a line. */
  private boolean lines;

  private byte[] item = new byte[4096];
  private long size;
  private String position = "";
  private Kind kind = Kind.NONE;
  private int base;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private int lastSign;
  private boolean severalLines;

  /** Reads that stream; the caller closes it. */
  public ItemReader(InputStream in) {
    this.in = in;
  }

  /** The next item; empty at the end. */
  public Optional<Item> next() {
    while (true) {
      int c = read();
      if (c == END) {
        return kind == Kind.NONE || kind == Kind.TAIL ? Optional.empty() : Optional.of(cut());
      }
      if (kind == Kind.NONE && begins(c)) {
        begin(c);
      } else if (kind == Kind.NONE) {
        continue;
      }
      if (take(c)) {
        return Optional.of(cut());
      }
    }
  }

  /** After the end: where reading broke off, if the rest of the file could not be read. */
  public Optional<String> brokenOffAt() {
    return damaged ? Optional.of(Long.toString(line)) : Optional.empty();
  }

  private void begin(int c) {
    kind =
        switch (c) {
          case '{', '[' -> Kind.OBJECT_OR_ARRAY;
          case '"' -> Kind.STRING;
          default -> Kind.OTHER;
        };
    position = column == 1 ? Long.toString(line) : line + ":" + column;
    size = 0;
    lastSign = 0;
    depth = base;
    severalLines = false;
  }

  /** Whether an item begins with this byte; steps into and out of arrays on the way. */
  private boolean begins(int c) {
    if (isSpace(c) || c == ',' || isOfByteOrderMark(c)) {
      return false;
    }
    if (base == 0 && c == '[') {
      base = 1;
      return false;
    }
    if (base > 0 && c == ']') {
      kind = base == IN_MESSAGES ? Kind.TAIL : Kind.NONE;
      depth = base;
      base = 0;
      return false;
    }
    return true;
  }

  /** Takes a byte; returns whether the item is over. */
  private boolean take(int c) {
    return switch (kind) {
      case OBJECT_OR_ARRAY -> takeStructured(c);
      case STRING -> takeString(c);
      case OTHER -> takeOther(c);
      case TAIL -> {
        skip(c);
        yield false;
      }
      case NONE -> false;
    };
  }

  private boolean takeStructured(int c) {
    if (c == '\n') {
      if (inString || (lines && base == 0 && !severalLines && size > 1)) {
        return true;
      }
      severalLines = true;
    }
    if (c == '{' && column == 1 && depth > base && "[{:,".indexOf(lastSign) < 0) {
      unread();
      return true;
    }
    add(c);
    step(c);
    if (c == '[' && base == 0 && depth == IN_MESSAGES && isMessages()) {
      base = IN_MESSAGES;
      kind = Kind.NONE;
      return false;
    }
    boolean whole = depth == base;
    lines |= whole && base == 0 && !severalLines;
    return whole;
  }

  private boolean takeString(int c) {
    if (c == '\n') {
      return true;
    }
    add(c);
    step(c);
    return !inString;
  }

  private boolean takeOther(int c) {
    if (c == '\n') {
      return true;
    }
    if (base > 0 && (c == ',' || c == ']')) {
      unread();
      return true;
    }
    add(c);
    return false;
  }

  private void skip(int c) {
    step(c);
    if (depth == 0) {
      kind = Kind.NONE;
    }
  }

  /** Keeps account of strings and nesting. */
  private void step(int c) {
    if (inString) {
      inString = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else {
      switch (c) {
        case '"' -> inString = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    }
    if (!isSpace(c)) {
      lastSign = c;
    }
  }

  private Item cut() {
    int kept = (int) Math.min(size, MAX_ITEM_BYTES);
    while (size == kept && kept > 0 && isSpace(item[kept - 1])) {
      kept--;
      size--;
    }
    kind = Kind.NONE;
    inString = false;
    escaped = false;
    return new Item(position, Payload.of(Arrays.copyOf(item, kept)), size);
  }

  private void add(int c) {
    if (size < MAX_ITEM_BYTES) {
      if (size == item.length) {
        item = Arrays.copyOf(item, 2 * item.length);
      }
      item[(int) size] = (byte) c;
    }
    size++;
  }

  /** Whether all there is of the object so far is that it holds messages. */
  private boolean isMessages() {
    int matched = 0;
    for (int i = 0; i < Math.min(size, item.length); i++) {
      if (isSpace(item[i])) {
        continue;
      }
      if (matched == MESSAGES.length || item[i] != MESSAGES[matched]) {
        return false;
      }
      matched++;
    }
    return matched == MESSAGES.length;
  }

  private boolean isOfByteOrderMark(int c) {
    return line == 1
        && ((column == 1 && c == 0xEF) || (column == 2 && c == 0xBB) || (column == 3 && c == 0xBF));
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private int read() {
    if (next == limit && !fill()) {
      return END;
    }
    if (lineEnded) {
      line++;
      column = 0;
    }
    column++;
    int c = buffer[next++] & 0xFF;
    lineEnded = c == '\n';
    return c;
  }

  private void unread() {
    next--;
    column--;
  }

  private boolean fill() {
    if (ended) {
      return false;
    }
    try {
      limit = in.read(buffer, 0, buffer.length);
    } catch (IOException e) { // cut off or damaged: what was read is good
      damaged = true;
      limit = END;
    }
    next = 0;
    if (limit < 0) {
      limit = 0;
      ended = true;
    }
    return !ended;
  }
}
