package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whether two JSON values are equal; 5 is 5.0. */
public final class Same {

  private Same() {}

  /** Whether they are. */
  public static boolean as(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size() && holds(one, other);
    }
    if (one.isArray() && other.isArray()) {
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same = as(one.get(i), other.get(i));
      }
      return same;
    }
    return one.equals(other);
  }

  /** Whether the one has every field of the other, with its value. */
  public static boolean holds(JsonNode whole, JsonNode part) {
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      if (!whole.has(field.getKey()) || !as(whole.path(field.getKey()), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** The first field of the part in which the whole differs; empty if none does. */
  public static String difference(JsonNode whole, JsonNode part) {
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      if (!whole.has(field.getKey()) || !as(whole.path(field.getKey()), field.getValue())) {
        return field.getKey();
      }
    }
    return "";
  }
}
