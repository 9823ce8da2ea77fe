package org.liveevents.tools.audit;

import org.jspecify.annotations.Nullable;
import org.liveevents.audit.Progress;
import org.liveevents.tools.command.Progress.Unit;

/** An audit's progress, a bar for each topic that has records. */
final class Bars implements Progress, AutoCloseable {

  private org.liveevents.tools.command.@Nullable Progress bar;

  @Override
  public Step begin(String task, long total) {
    close();
    if (total == 0) {
      return count -> {};
    }
    org.liveevents.tools.command.Progress begun =
        org.liveevents.tools.command.Progress.of(task, total, Unit.PIECES);
    bar = begun;
    return begun::add;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
