package org.liveevents.quickstart.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** One live line at a terminal; a plain line now and then where nobody watches. */
final class Progress implements AutoCloseable {

  private static final int AT_A_TERMINAL_MILLIS = 200;
  private static final int ELSEWHERE_MILLIS = 5000;
  private static final int WIDTH = 78;

  private final ProgressBar bar;
  private volatile String last = "";

  Progress(String task, int total, PrintStream out) {
    boolean terminal = Ansi.AUTO.enabled();
    ProgressBarConsumer consumer =
        terminal
            ? new ConsoleProgressBarConsumer(out, WIDTH)
            : new DelegatingProgressBarConsumer(line -> print(line.strip(), out), WIDTH);
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(terminal ? AT_A_TERMINAL_MILLIS : ELSEWHERE_MILLIS)
            .setConsumer(consumer)
            .build();
  }

  private void print(String line, PrintStream out) {
    if (!line.equals(last)) {
      last = line;
      out.println(line);
    }
  }

  /** So many more are done; from any thread. */
  void add(int count) {
    bar.stepBy(count);
  }

  /** So many are done in all. */
  void at(long count) {
    bar.stepTo(count);
  }

  @Override
  public void close() {
    bar.close();
  }
}
