package org.liveevents.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** What a service's process takes of the machine, read from outside and kept in a table. */
final class Vitals {

  private final Path table;

  Vitals(Path table) throws IOException {
    this.table = table;
    Files.writeString(table, "minute,process,resident_kib,live_heap_kib,files,threads\n");
  }

  /**
   * One look.
   *
   * @param residentKib all memory, native included
   * @param liveKib what is left on the heap after a collection
   */
  record Reading(
      int minute, String process, long residentKib, long liveKib, long files, long threads) {}

  Reading read(int minute, String name, ServiceProcess process)
      throws IOException, InterruptedException {
    long pid = process.pid();
    collect(pid);
    Reading reading =
        new Reading(
            minute,
            name,
            status(pid, "VmRSS:"),
            (long) (process.heapUsed() / 1024),
            count(Path.of("/proc", Long.toString(pid), "fd")),
            status(pid, "Threads:"));
    Files.writeString(
        table,
        "%d,%s,%d,%d,%d,%d%n"
            .formatted(
                minute, name, reading.residentKib, reading.liveKib, reading.files, reading.threads),
        StandardOpenOption.APPEND);
    return reading;
  }

  private static void collect(long pid) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IllegalStateException("jcmd ends with " + exit);
    }
  }

  private static long status(long pid, String line) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(it -> it.startsWith(line))
          .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
          .findAny()
          .orElseThrow();
    }
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }
}
