package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value on its way out: it can be asked for what is in it, and is written without a tree of nodes
 * in between, which for a page of thousands would cost more than reading them.
 */
public interface Shown {

  /** The text of that field; null if it has none. */
  @Nullable String text(String field);

  /** The latest event time in it; null if it tells none. */
  @Nullable Instant eventTime();

  /**
   * Writes it as an object.
   *
   * @param instead texts that stand for what the value says itself in those fields; a field the
   *     value doesn't have comes last, with its text or null
   */
  void write(JsonGenerator json, Map<String, @Nullable String> instead) throws IOException;

  /** What is a tree already, which is then its own. */
  static Shown of(ObjectNode tree) {
    return new ShownTree(tree);
  }
}
