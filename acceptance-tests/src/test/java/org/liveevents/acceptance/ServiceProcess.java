package org.liveevents.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.liveevents.quickstart.embedded.FreePorts;

/** One of the two services as a process of its own, so that it can be killed. */
final class ServiceProcess implements AutoCloseable {

  static final String BRIDGE = "org.liveevents.bridge.Main";
  static final String TOPOLOGY = "org.liveevents.streams.Main";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Longer than the service's own patience with all it closes, on a slow machine. */
  private static final Duration END_PATIENCE = Duration.ofMinutes(2);

  private static final Duration DUMP = Duration.ofSeconds(2);

  private final Process process;
  private final Path log;
  private final int managementPort;

  private ServiceProcess(Process process, Path log, int managementPort) {
    this.process = process;
    this.log = log;
    this.managementPort = managementPort;
  }

  /**
   * Starts that main class with nothing but these settings; what it prints goes to the log file.
   */
  static ServiceProcess start(String mainClass, Map<String, String> settings, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Jvm.command(
                    "512m",
                    "-Daws.accessKeyId=local",
                    "-Daws.secretAccessKey=local",
                    "-cp",
                    classPath(),
                    mainClass))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(settings);
    int managementPort = FreePorts.free();
    builder.environment().put("MANAGEMENT_PORT", Integer.toString(managementPort));
    try {
      return new ServiceProcess(mortal(builder.start()), log, managementPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that doesn't outlive this one. */
  static Process mortal(Process process) {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** Waits until it says that it is ready. */
  ServiceProcess awaitReady() {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(
              () ->
                  HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not ready: " + log(), e);
    }
    return this;
  }

  long pid() {
    return process.pid();
  }

  /** Where it tells how it is. */
  int managementPort() {
    return managementPort;
  }

  /** Whether it says at this moment that it is ready. */
  boolean isReady() {
    return ask("/health/ready").statusCode() == 200;
  }

  /**
   * The sum of a meter's values, by its name in the Prometheus text; not a number if it has none.
   */
  double meter(String name) {
    return ask("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElse(Double.NaN);
  }

  /** What is taken of its heap, in bytes. */
  double heapUsed() {
    return ask("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** What a path of its management port answers. */
  HttpResponse<String> ask(String path) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      return HTTP.send(question, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Stops it where it is: it neither answers nor ends. */
  void pause() {
    ProcessControl.signal(process, "STOP");
  }

  /** Lets it go on as if nothing had been. */
  void resume() {
    ProcessControl.signal(process, "CONT");
  }

  /** Has it write down what each of its threads is doing, into its log. */
  void dumpThreads() {
    ProcessControl.signal(process, "QUIT");
  }

  /** From now on it can't write to its disk what it has to, as if that were full. */
  void fillDisk() {
    ProcessControl.fillDisk(process);
  }

  /** There is room again; no matter if it has ended meanwhile. */
  void clearDisk() {
    if (isAlive()) {
      ProcessControl.clearDisk(process);
    }
  }

  /** Asks it to stop, and waits. */
  int stop() {
    process.destroy();
    return await();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed, for the message of a failed test. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    await();
  }

  /** Waits for its end. */
  int await() {
    try {
      if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        dumpThreads();
        Thread.sleep(DUMP.toMillis());
        throw new IllegalStateException("the process does not end, see " + log);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
