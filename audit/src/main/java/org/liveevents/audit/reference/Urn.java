package org.liveevents.audit.reference;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A Canvas object in Caliper.
 *
 * @param kind what stands between the prefix and the last colon
 * @param id what follows the last colon
 */
record Urn(String kind, String id) {

  static final String PREFIX = "urn:instructure:canvas:";

  static @Nullable Urn of(@Nullable String text) {
    if (text == null || !text.startsWith(PREFIX)) {
      return null;
    }
    String rest = text.substring(PREFIX.length());
    int colon = rest.lastIndexOf(':');
    return colon < 1 || colon == rest.length() - 1
        ? null
        : new Urn(rest.substring(0, colon), rest.substring(colon + 1));
  }

  /** Of an entity: an object with an id, or its id alone. */
  static @Nullable Urn at(JsonNode root, String path) {
    String id = Tree.text(root, path + "/id");
    return of(id == null ? Tree.text(root, path) : id);
  }

  /** The course this is, or whose section it is. */
  @Nullable String course() {
    if (kind.equals("course")) {
      return id;
    }
    return kind.matches("course:.+:section")
        ? kind.substring("course:".length(), kind.length() - ":section".length())
        : null;
  }

  @Nullable String user() {
    return kind.equals("user") && !id.equals("0") ? id : null;
  }
}
