package org.liveevents.acceptance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One node of a cluster, broker and controller, as a process of its own; keeps its data. */
final class BrokerProcess implements AutoCloseable {

  private final Path settings;
  private final Path log;
  private Process process;

  private BrokerProcess(Path settings, Path log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * A node that isn't started yet, its data directory formatted.
   *
   * @param properties without the place of its data
   */
  static BrokerProcess of(
      int node, String cluster, Path directory, Properties properties, Path log) {
    Path data = directory.resolve("broker-" + node);
    properties.put("log.dirs", data.toString());
    Path file = directory.resolve("broker-" + node + ".properties");
    try (PrintStream silent =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Writer out = Files.newBufferedWriter(file)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(node)
          .setClusterId(cluster)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .run();
      properties.store(out, null);
    } catch (Exception e) {
      throw new IllegalStateException("the broker's directory can't be formatted", e);
    }
    return new BrokerProcess(file, log);
  }

  void start() {
    try {
      process =
          ServiceProcess.mortal(
              new ProcessBuilder(
                      Jvm.command(
                          "320m",
                          "-cp",
                          ServiceProcess.classPath(),
                          "kafka.Kafka",
                          settings.toString()))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** In good order: it hands its partitions over first. */
  void stop() {
    process.destroy();
    await();
  }

  void pause() {
    ProcessControl.signal(process, "STOP");
  }

  void resume() {
    ProcessControl.signal(process, "CONT");
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
