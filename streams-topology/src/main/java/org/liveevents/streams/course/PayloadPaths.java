package org.liveevents.streams.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.json.JsonBytes;

/**
 * Reads the values at some places of a payload in one pass over its bytes, and stops as soon as it
 * has been at all of them. Paths are written with slashes, since keys hold dots; the first entry of
 * an array is {@code 0}.
 *
 * <p>Whoever asks has had the whole payload read before: it is JSON, and what isn't wanted is
 * passed over. Safe to share.
 */
final class PayloadPaths {

  /** What stands where an object or an array does. */
  static final Object CONTAINER = new Object();

  /** A few characters of JSON may stand for a billion digits; nobody's score has a hundred. */
  private static final int MOST_DIGITS = 100;

  /** Canvas cuts texts at 8,192 characters. */
  private static final int LONGEST_TEXT = 16 * 1024;

  /** So many digits always fit a long. */
  private static final int SURE_DIGITS = 18;

  private static final String FIRST = "0";

  private final Node root = new Node("");

  /** A place on the way to a wanted one, or a wanted one. */
  private static final class Node {
    private final byte[] key;
    private final List<Node> children = new ArrayList<>();
    private @Nullable Node first;
    private @Nullable String wanted;

    Node(String key) {
      this.key = key.getBytes(UTF_8);
    }

    Node under(String step) {
      byte[] wantedKey = step.getBytes(UTF_8);
      for (Node child : children) {
        if (Arrays.equals(child.key, wantedKey)) {
          return child;
        }
      }
      Node child = new Node(step);
      children.add(child);
      if (step.equals(FIRST)) {
        first = child;
      }
      return child;
    }

    /** The child of the key that is spelled there; null if none is wanted. */
    @Nullable Node child(byte[] bytes, int from, int to) {
      for (int i = 0; i < children.size(); i++) {
        Node child = children.get(i);
        if (child.key.length == to - from
            && Arrays.equals(child.key, 0, child.key.length, bytes, from, to)) {
          return child;
        }
      }
      return null;
    }
  }

  PayloadPaths(Collection<String> paths) {
    for (String path : paths) {
      Node node = root;
      for (String step : path.split("/", -1)) {
        node = node.under(step);
      }
      node.wanted = path;
    }
  }

  /**
   * The values found, by path: texts, numbers, truth values, and {@link #CONTAINER}. Null, and what
   * is too long to be true, is as good as absent: a stored value must fit its record whatever was
   * sent.
   */
  Map<String, Object> read(byte[] event) {
    Map<String, Object> found = new HashMap<>();
    new Reader(event, found).value(root, true);
    return found;
  }

  /** One number has one form, however it was spelled; null if it is beyond all reason. */
  static @Nullable BigDecimal number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
        return null;
      }
      BigDecimal plain = number.stripTrailingZeros();
      return plain.scale() < 0 ? plain.setScale(0) : plain;
    } catch (NumberFormatException e) { // an exponent beyond 32 bits, or no number at all
      return null;
    }
  }

  /** One pass. */
  private static final class Reader {

    private final JsonBytes json;
    private final Map<String, Object> found;

    Reader(byte[] event, Map<String, Object> found) {
      this.json = new JsonBytes(event);
      this.found = found;
    }

    /**
     * Reads the value that comes next.
     *
     * @param last whether nothing wanted follows it
     * @return whether reading may end here, in the middle of things
     */
    boolean value(Node node, boolean last) {
      int begin = json.peek();
      boolean container = begin == '{' || begin == '[';
      if (node.wanted != null) {
        Object value = container ? CONTAINER : scalar(begin);
        if (value != null) {
          found.put(node.wanted, value);
        }
        if (!container) {
          return last;
        }
      }
      if (!container || node.children.isEmpty()) {
        if (!last) {
          json.skip();
        }
        return last;
      }
      return begin == '{' ? object(node, last) : array(node, last);
    }

    private boolean object(Node node, boolean last) {
      int left = node.children.size();
      for (boolean more = json.enters('}'); more; more = json.goesOn()) {
        Node child = key(left == 0 ? null : node);
        if (child == null) {
          json.skip();
          continue;
        }
        left--;
        if (value(child, last && left == 0)) {
          return true;
        }
      }
      return last;
    }

    /** Reads a key; null if its value isn't wanted. */
    private @Nullable Node key(@Nullable Node node) {
      boolean plain = json.string();
      Node child = null;
      if (node != null && plain) {
        child = node.child(json.bytes(), json.textFrom(), json.textTo());
      } else if (node != null) {
        byte[] spelled = json.text().getBytes(UTF_8);
        child = node.child(spelled, 0, spelled.length);
      }
      json.colon();
      return child;
    }

    private boolean array(Node node, boolean last) {
      Node first = node.first;
      for (boolean more = json.enters(']'); more; more = json.goesOn()) {
        if (first == null) {
          json.skip();
        } else if (value(first, last)) {
          return true;
        } else {
          first = null;
        }
      }
      return last;
    }

    private @Nullable Object scalar(int begin) {
      if (begin == '"') {
        json.string();
        String text = json.text();
        return text.isEmpty() || text.length() > LONGEST_TEXT ? null : text;
      }
      if (begin == 'n') {
        json.skip();
        return null;
      }
      if (begin == 't' || begin == 'f') {
        json.skip();
        return begin == 't';
      }
      return number();
    }

    private @Nullable Object number() {
      json.skip();
      int from = json.textFrom();
      int digits = json.textTo() - from;
      byte[] bytes = json.bytes();
      if (digits <= SURE_DIGITS) {
        long whole = 0;
        int at = from;
        while (at < json.textTo() && bytes[at] >= '0' && bytes[at] <= '9') {
          whole = 10 * whole + (bytes[at++] - '0');
        }
        if (at == json.textTo()) {
          return BigDecimal.valueOf(whole);
        }
      }
      return PayloadPaths.number(json.text());
    }
  }
}
