package org.liveevents.tools.command;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A line on the error stream that says how far a command is; nothing where nobody watches. */
public final class Progress implements AutoCloseable {

  /** What is counted. */
  public enum Unit {
    /** Events or records. */
    PIECES("", 1),
    /** Bytes, told in millions. */
    BYTES(" MB", 1_000_000);

    private final String text;
    private final long size;

    Unit(String text, long size) {
      this.text = text;
      this.size = size;
    }
  }

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Begins a task of that size. */
  public static Progress of(String task, long total, Unit unit) {
    if (!Ansi.AUTO.enabled()) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit(unit.text, unit.size)
            .setUpdateIntervalMillis(200)
            .showSpeed()
            .build());
  }

  /** So many more are done. */
  public void add(long count) {
    if (bar != null) {
      bar.stepBy(count);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
