package org.liveevents.streams.window;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.liveevents.streams.window.EventWindow.Figures;

/**
 * The windows of the partitions processed here, shared by the stages of a task: the one that comes
 * first opens, the others find.
 */
public final class OpenWindows {

  private final Map<Integer, EventWindow> byPartition = new ConcurrentHashMap<>();

  /** Makes a window known; one that a task left behind is forgotten. */
  public void open(int partition, EventWindow window) {
    byPartition.put(partition, window);
  }

  /**
   * The window of a partition.
   *
   * @throws IllegalStateException if it isn't open
   */
  public EventWindow of(int partition) {
    EventWindow window = byPartition.get(partition);
    if (window == null) {
      throw new IllegalStateException("no window is open for partition " + partition);
    }
    return window;
  }

  /** The raw offset after the last record that has come; negative if none has, or none is open. */
  public long next(int partition) {
    EventWindow window = byPartition.get(partition);
    return window == null ? -1 : window.next();
  }

  /** Forgets a window, unless another one has taken its place. */
  public void close(int partition, EventWindow window) {
    byPartition.remove(partition, window);
  }

  /** A figure over all windows. */
  public long sum(ToLongFunction<Figures> figure) {
    return byPartition.values().stream()
        .mapToLong(window -> figure.applyAsLong(window.figures()))
        .sum();
  }
}
