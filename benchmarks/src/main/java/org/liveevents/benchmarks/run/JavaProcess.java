package org.liveevents.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of its own, and what it used, as the operating system and its own log of collections say.
 */
final class JavaProcess implements AutoCloseable {

  private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->(\\d+)M\\(");
  private static final long MIB = 1024L * 1024;

  private final Process process;
  private final Path log;
  private final Path collections;

  private JavaProcess(Process process, Path log, Path collections) {
    this.process = process;
    this.log = log;
    this.collections = collections;
  }

  /**
   * Starts one.
   *
   * @param options of the JVM, up to the class or {@code -jar}
   * @param environment all it gets to see
   * @param log where what it prints goes; its log of collections lies beside
   */
  static JavaProcess start(
      List<String> options, List<String> program, Map<String, String> environment, Path log) {
    Path collections = log.resolveSibling(log.getFileName() + ".gc");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Xlog:gc:file=" + collections + "::filecount=0");
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // None outlives the run, however that ends.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "orphans"));
      return new JavaProcess(process, log, collections);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time on a processor since its start, all threads together. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The most memory it had resident so far, in bytes, or -1 where the system doesn't tell. */
  long peakMemory() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }

  /** What it has allocated up to its last collection, in bytes. */
  long allocated() {
    long allocated = 0;
    long left = 0;
    try {
      for (String line : Files.readAllLines(collections)) {
        Matcher collection = COLLECTION.matcher(line);
        if (collection.find()) {
          allocated += Long.parseLong(collection.group(1)) - left;
          left = Long.parseLong(collection.group(2));
        }
      }
    } catch (IOException e) {
      return -1;
    }
    return allocated * MIB;
  }

  /** What it printed. */
  String printed() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As a power cut ends it. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to stop, waits, and insists if need be. */
  @Override
  public void close() {
    process.destroy();
    if (!await()) {
      kill();
    }
  }

  private boolean await() {
    try {
      return process.waitFor(40, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
