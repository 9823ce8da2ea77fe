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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.registry.Compatibility;
import org.liveevents.runtime.registry.RegistrySettings;
import org.liveevents.runtime.registry.SchemaRegistry;
import org.liveevents.runtime.registry.TlsSettings;

/** A real registry as a process of its own, empty at first, kept in memory. */
final class ApicurioRegistry implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Path log;

  private ApicurioRegistry(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it; what it prints goes to a file in that directory. */
  static ApicurioRegistry start(Path directory) {
    Path home = Path.of(System.getProperty("apicurio", "target/apicurio"));
    Path log = directory.resolve("apicurio.log");
    int port = FreePorts.free();
    try {
      Process process =
          new ProcessBuilder(
                  Jvm.command(
                      "512m",
                      "-Dquarkus.http.host=127.0.0.1",
                      "-Dquarkus.http.port=" + port,
                      "-jar",
                      runner(home).toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ApicurioRegistry(process, port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers. */
  ApicurioRegistry awaitReady() {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
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
      throw new AssertionError("the registry does not start, see " + log, e);
    }
    return this;
  }

  /** Its interface in Confluent's form. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  /** Its own interface. */
  URI ownUrl() {
    return URI.create("http://127.0.0.1:" + port + "/apis/registry/v2");
  }

  SchemaRegistry client() {
    return new SchemaRegistry(
        new RegistrySettings(
            List.of(url()), Optional.empty(), TlsSettings.NONE, Compatibility.FORWARD));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path runner(Path home) throws IOException {
    try (var files = Files.list(home)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no registry in " + home));
    }
  }
}
