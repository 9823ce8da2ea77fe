package org.liveevents.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveevents.audit.reference.Fingerprint;
import org.liveevents.audit.sort.Row;
import org.liveevents.audit.sort.SortKey;
import org.liveevents.audit.sort.Sorter;

/** What the topology rejected, in the order of the raw records it was read from. */
final class Rejections implements AutoCloseable {

  /** One of them. */
  record Rejection(int partition, long offset, String code, String bytes, String place) {}

  private final Sorter sorter;
  private Sorter.@Nullable Cursor cursor;
  private @Nullable Rejection next;

  Rejections(Sorter sorter) {
    this.sorter = sorter;
  }

  void add(Entry rejected, String raw) {
    if (!rejected.header("original-topic").equals(raw)) {
      return;
    }
    long partition = Long.parseLong(rejected.header("original-partition"));
    long offset = Long.parseLong(rejected.header("original-offset"));
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value
        .put("partition", partition)
        .put("offset", offset)
        .put("code", rejected.header("code"))
        .put("bytes", rejected.value() == null ? "" : Fingerprint.of(rejected.value()))
        .put("place", rejected.place());
    sorter.add("", SortKey.of().number(partition).number(offset), value);
  }

  /** Begins to hand them out. */
  void open() {
    cursor = sorter.cursor();
    advance();
  }

  /** Those of records before that place that were not asked for. */
  List<Rejection> before(int partition, long offset) {
    List<Rejection> skipped = new ArrayList<>();
    while (next != null
        && (next.partition < partition || (next.partition == partition && next.offset < offset))) {
      skipped.add(next);
      advance();
    }
    return skipped;
  }

  /** Those of that record. */
  List<Rejection> of(int partition, long offset) {
    List<Rejection> found = new ArrayList<>();
    while (next != null && next.partition == partition && next.offset == offset) {
      found.add(next);
      advance();
    }
    return found;
  }

  private void advance() {
    Row row = cursor == null ? null : cursor.next();
    next =
        row == null
            ? null
            : new Rejection(
                row.value().path("partition").intValue(),
                row.value().path("offset").longValue(),
                row.value().path("code").textValue(),
                row.value().path("bytes").textValue(),
                row.value().path("place").textValue());
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
    }
    sorter.close();
  }
}
