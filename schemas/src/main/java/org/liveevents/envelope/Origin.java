package org.liveevents.envelope;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.CanvasId;
import org.liveevents.event.IdContext;

/**
 * Where an event came from, as a word that is safe in a URI: senders choose what stands in these
 * fields.
 */
final class Origin {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
  private static final String UNKNOWN = "unknown";

  private Origin() {}

  /** The host name if it is one, else the root account, else {@value #UNKNOWN}. */
  static String of(@Nullable String hostname, @Nullable String rootAccount, IdContext ids) {
    if (hostname != null && HOST.matcher(hostname).matches()) {
      return hostname;
    }
    if (rootAccount != null
        && ids.canonical(IdContext.Kind.ACCOUNT, rootAccount) instanceof CanvasId.Sharded id) {
      return id.text();
    }
    return UNKNOWN;
  }
}
