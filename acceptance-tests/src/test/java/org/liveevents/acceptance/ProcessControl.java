package org.liveevents.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is done to a running process from outside; no matter if it has ended meanwhile. */
final class ProcessControl {

  /** Enough for lines of a log, not for what a store writes. */
  private static final String FULL = "--fsize=4096:";

  private static final String ROOM = "--fsize=unlimited:";

  private ProcessControl() {}

  /** Sends a signal, by its name. */
  static void signal(Process process, String name) {
    run(process, "kill", "-" + name, Long.toString(process.pid()));
  }

  /** From now on no file it writes gets longer than a page, as if the disk were full. */
  static void fillDisk(Process process) {
    run(process, "prlimit", "--pid", Long.toString(process.pid()), FULL);
  }

  /** There is room again. */
  static void clearDisk(Process process) {
    run(process, "prlimit", "--pid", Long.toString(process.pid()), ROOM);
  }

  private static void run(Process process, String... command) {
    try {
      int exit = new ProcessBuilder(command).start().waitFor();
      if (exit != 0 && process.isAlive()) {
        throw new IllegalStateException(String.join(" ", command) + " ends with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
