package org.liveevents.envelope;

import org.jspecify.annotations.Nullable;
import org.liveevents.event.CanvasId;
import org.liveevents.event.IdContext;

/**
 * Where an event came from, as a word that is safe in a URI: senders choose what stands in these
 * fields.
 */
final class Origin {

  private static final int LONGEST_HOST = 253;
  private static final String UNKNOWN = "unknown";

  private Origin() {}

  /** The host name if it is one, else the root account, else {@value #UNKNOWN}. */
  static String of(@Nullable String hostname, @Nullable String rootAccount, IdContext ids) {
    if (hostname != null && isHost(hostname)) {
      return hostname;
    }
    if (rootAccount != null
        && ids.canonical(IdContext.Kind.ACCOUNT, rootAccount) instanceof CanvasId.Sharded id) {
      return id.text();
    }
    return UNKNOWN;
  }

  private static boolean isHost(String text) {
    if (text.isEmpty() || text.length() > LONGEST_HOST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
      if (!alphanumeric && (i == 0 || (c != '.' && c != '-'))) {
        return false;
      }
    }
    return true;
  }
}
