package org.liveevents.runtime.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task done again and again on a thread of its own, with a pause in between. However it fails, it
 * is logged and not the last time: the executors of the JDK end a task that throws, and say
 * nothing.
 */
public final class Recurring implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(Recurring.class);

  private final String name;
  private final Runnable task;
  private final ScheduledExecutorService executor;
  private String lastFailure = "";

  private Recurring(String name, Runnable task) {
    this.name = name;
    this.task = task;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread thread = new Thread(run, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts one; the first time is now.
   *
   * @param name of the thread, and in the log
   * @param pause between the end of one time and the start of the next
   */
  public static Recurring start(String name, Duration pause, Runnable task) {
    Recurring recurring = new Recurring(name, task);
    var unused =
        recurring.executor.scheduleWithFixedDelay(
            recurring::attempt, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    return recurring;
  }

  /** Interrupts what is being done, if anything is; it is never done again. */
  @Override
  public void close() {
    executor.shutdownNow();
  }

  /**
   * Ends like {@link #close}, and waits.
   *
   * @return whether the last time is over within the limit
   */
  public boolean close(Duration limit) throws InterruptedException {
    executor.shutdownNow();
    return executor.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      task.run();
      lastFailure = "";
    } catch (RuntimeException | Error e) { // an error, too, would be swallowed and end it
      String failure = e.toString();
      if (!failure.equals(lastFailure)) { // once, and not every time
        LOGGER.error("failed, and will be tried again task={}", name, e);
      }
      lastFailure = failure;
    }
  }
}
