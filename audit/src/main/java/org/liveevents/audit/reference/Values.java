package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one event, as views want it: a JSON value, or null where nothing believable is.
 */
final class Values {

  private static final int LONGEST_TEXT = 16 * 1024;
  private static final int LONGEST_WORD = 512;
  private static final int LONGEST_ID = 256;
  private static final int MOST_DIGITS = 100;
  private static final String GROUP = "data/0/group/extensions/com.instructure.canvas/";

  private final Event event;
  private final Ids ids;

  Values(Event event, Shards shards) {
    this.event = event;
    this.ids = isCanvas() ? canvas(shards) : caliper(shards);
  }

  private boolean isCanvas() {
    return event.format().equals("canvas");
  }

  private Ids canvas(Shards shards) {
    String context = text("metadata/context_id");
    Ids all =
        new Ids(
            shards, context, text("metadata/context_account_id"), text("metadata/root_account_id"));
    all.note(Ids.USER, text("metadata/user_id"));
    all.note(Ids.USER, text("body/student_id"));
    all.note(Ids.USER, text("body/user_id"));
    return all;
  }

  private Ids caliper(Shards shards) {
    String group = text(GROUP + "entity_id");
    Ids all =
        new Ids(
            shards,
            group,
            null,
            text("data/0/actor/extensions/com.instructure.canvas/root_account_id"));
    all.note(Ids.USER, sent(Ids.USER, "data/0/actor"));
    all.note(Ids.USER, sent(Ids.USER, "data/0/object/assignee"));
    all.note(Ids.USER, sent(Ids.USER, "data/0/object/member"));
    return all;
  }

  /** The value of a source of that type at the first of those places that has one. */
  JsonNode value(String type, String... places) {
    for (String place : places) {
      JsonNode value = one(type, place);
      if (!value.isNull()) {
        return value;
      }
    }
    return NullNode.instance;
  }

  private JsonNode one(String type, String place) {
    return switch (type) {
      case "id" -> node(id(Ids.OTHER, place));
      case "user" -> node(id(Ids.USER, place));
      case "text" -> node(text(place));
      case "word" -> node(word(place));
      case "num" -> number(place);
      case "flag" -> Tree.at(event.root(), place) instanceof BooleanNode flag ? flag : nothing();
      case "there" -> BooleanNode.valueOf(word(place) != null);
      case "true" -> BooleanNode.TRUE;
      case "time" -> TextNode.valueOf(event.time().toString());
      default -> throw new IllegalArgumentException("no source is of type " + type);
    };
  }

  /** Whether anything but null and the empty text stands there. */
  boolean isThere(String place) {
    JsonNode node = Tree.at(event.root(), place);
    return node.isContainerNode() || node.isBoolean() || text(place) != null;
  }

  /** A text, or a number as one. */
  @Nullable String text(String place) {
    JsonNode node = Tree.at(event.root(), place);
    if (node.isNumber()) {
      BigDecimal number = number(node.decimalValue());
      return number == null ? null : number.toPlainString();
    }
    String text = node.textValue();
    return text == null || text.isEmpty() || text.length() > LONGEST_TEXT ? null : text;
  }

  private @Nullable String word(String place) {
    String text = text(place);
    return text == null || text.length() > LONGEST_WORD ? null : text;
  }

  private JsonNode number(String place) {
    JsonNode node = Tree.at(event.root(), place);
    BigDecimal number = null;
    if (node.isNumber()) {
      number = number(node.decimalValue());
    } else if (node.isTextual() && node.textValue().length() <= 32) {
      try {
        number = number(new BigDecimal(node.textValue()));
      } catch (NumberFormatException e) { // a text that is no number
        number = null;
      }
    }
    return number == null ? nothing() : DecimalNode.valueOf(number);
  }

  private static @Nullable BigDecimal number(BigDecimal value) {
    if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
      return null;
    }
    return value.stripTrailingZeros();
  }

  @Nullable String id(String kind, String place) {
    String sent = sent(kind, place);
    boolean isNobody = kind.equals(Ids.USER) && "0".equals(sent);
    return sent == null || sent.length() > LONGEST_ID || isNobody
        ? null
        : ids.canonical(kind, sent);
  }

  /** As sent; of a Caliper entity what ends its urn. */
  private @Nullable String sent(String kind, String place) {
    String text = text(place);
    if (isCanvas()) {
      return text;
    }
    String urn = text == null ? text(place + "/id") : text;
    if (urn == null) {
      return null;
    }
    if (!urn.startsWith(Urn.PREFIX)) {
      return urn.contains(":") ? null : urn;
    }
    String id = urn.substring(urn.lastIndexOf(':') + 1);
    boolean isOther = kind.equals(Ids.USER) && !urn.startsWith(Urn.PREFIX + "user:");
    return id.isEmpty() || isOther ? null : id;
  }

  private static JsonNode node(@Nullable String text) {
    return text == null ? nothing() : TextNode.valueOf(text);
  }

  private static JsonNode nothing() {
    return NullNode.instance;
  }
}
