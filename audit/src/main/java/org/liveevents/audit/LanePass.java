package org.liveevents.audit;

import com.fasterxml.jackson.databind.JsonNode;
import org.liveevents.audit.sort.Row;
import org.liveevents.audit.sort.Sorter;

/** Within one scope of one partition, events not marked late or future leave in their order. */
final class LanePass {

  private final Report report;
  private String lane = "";
  private long time;
  private String id = "";

  LanePass(Report report) {
    this.report = report;
  }

  void run(Sorter lanes) {
    lanes.each(this::next);
  }

  private void next(Row row) {
    JsonNode typed = row.value();
    long itsTime = typed.path("time").longValue();
    String itsId = typed.path("id").textValue();
    boolean isFirst = !lane.equals(row.group());
    boolean isBehind = itsTime < time || (itsTime == time && itsId.compareTo(id) < 0);
    if (!isFirst && isBehind) {
      report.found(Damage.OUT_OF_ORDER, typed.path("place").textValue());
      return;
    }
    lane = row.group();
    time = itsTime;
    id = itsId;
  }
}
