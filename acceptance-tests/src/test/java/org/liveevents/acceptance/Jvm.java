package org.liveevents.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How processes beside the test are started: small. The second compiler is worth its time only to
 * those that run for long, as in a soak.
 */
final class Jvm {

  private static final boolean RUNS_FOR_LONG = Integer.getInteger("soak") != null;

  private Jvm() {}

  /**
   * The command line of this machine's Java.
   *
   * @param heap the most there may be of it, as in {@code 512m}
   */
  static List<String> command(String heap, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+UseSerialGC");
    if (!RUNS_FOR_LONG) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of(arguments));
    return command;
  }
}
