package org.liveevents.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import org.liveevents.quickstart.embedded.FreePorts;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An SQS server as a process of its own, whose messages outlive it.
 *
 * <p>Its store reads a message while a receiver may just be changing it. When that goes wrong
 * (ElasticMQ 1.7.1), the store is made anew without knowing any queue, writes nothing from then on,
 * and every message is acknowledged all the same. So what was taken since is sent again after the
 * server was killed: it lost that, not who reads from it.
 */
final class DurableSqs implements AutoCloseable {

  private static final String QUEUE = "canvas-live-events";

  /** What it says when it makes its store anew. */
  private static final String STORE_FAILED = "ERROR OneForOneStrategy";

  private final int port = FreePorts.free();
  private final FaultProxy proxy = new FaultProxy().to(port);
  private final Path config;
  private final Path log;
  private final SqsClient client;
  private final Queue<String> unwritten = new ConcurrentLinkedQueue<>();
  private volatile int begun;
  private Process process;

  /** Without WRITE_DELAY=0 its store writes half a second after it has said that it did. */
  DurableSqs(Path directory, Path logs) {
    config = directory.resolve("sqs.conf");
    log = logs.resolve("sqs.log");
    try {
      Files.writeString(
          config,
          """
          include classpath("application.conf")
          node-address { protocol = http, host = "127.0.0.1", port = %1$d, context-path = "" }
          rest-sqs { enabled = true, bind-port = %1$d, bind-hostname = "127.0.0.1" }
          rest-stats { enabled = false }
          messages-storage { enabled = true, driver-class = "org.h2.Driver", username = "",
            uri = "jdbc:h2:file:%2$s;WRITE_DELAY=0", password = "", prune-data-on-init = false }
          queues { %3$s { defaultVisibilityTimeout = 5 seconds } }
          """
              .formatted(port, directory.resolve("messages"), QUEUE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.of(EmbeddedSqs.REGION))
            .credentialsProvider(EmbeddedSqs.credentials())
            .build();
    start();
  }

  /** What a bridge must be told to receive from it, through the proxy. */
  Map<String, String> settings() {
    return Map.of(
        "SQS_QUEUE_URLS",
        url(),
        "SQS_ENDPOINT",
        "http://127.0.0.1:" + proxy.port(),
        "AWS_REGION",
        EmbeddedSqs.REGION);
  }

  /** The bridges' link to it. */
  FaultProxy link() {
    return proxy;
  }

  /** Puts a message on the queue, however often it takes: Canvas' own link is no part of this. */
  void send(String body) throws InterruptedException {
    while (true) {
      try {
        int then = begun;
        client.sendMessage(request -> request.queueUrl(url()).messageBody(body));
        if (isKept(body, then)) {
          return;
        }
      } catch (SdkException e) { // it was just killed
        Thread.sleep(300);
      }
    }
  }

  /** How many messages wait or are with a receiver. */
  long undeleted() {
    return client
        .getQueueAttributes(
            request ->
                request
                    .queueUrl(url())
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .attributes()
        .values()
        .stream()
        .mapToLong(Long::parseLong)
        .sum();
  }

  /**
   * Whether a message it took is written, or will be sent again. If not, it was killed meanwhile.
   *
   * @param then what it had said when the process began that was asked to take it
   */
  private synchronized boolean isKept(String body, int then) {
    if (writesSince(then)) {
      return true;
    }
    return then == begun && unwritten.add(body);
  }

  private boolean writesSince(int then) {
    try {
      return Files.readString(log).indexOf(STORE_FAILED, then) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9, and back after a while. */
  void crash(Duration away) throws InterruptedException {
    process.destroyForcibly().onExit().join();
    Thread.sleep(away.toMillis());
    startAgain();
  }

  void heal() throws InterruptedException {
    proxy.heal();
    if (!process.isAlive()) {
      startAgain();
    }
  }

  /** Lets it write again, if it no longer does; to be called while nothing is in it. */
  void mend() {
    if (!writesSince(begun)) {
      System.out.println("the SQS server's store had failed: it is started anew");
      process.destroyForcibly().onExit().join();
      unwritten.clear();
      start();
      awaitReady();
    }
  }

  private void startAgain() throws InterruptedException {
    start();
    for (int left = unwritten.size(); left > 0; left--) {
      send(unwritten.remove());
    }
  }

  void awaitReady() {
    await("SQS server")
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> undeleted() >= 0);
  }

  /** How much it has said so far. */
  private int said() {
    try {
      return Files.exists(log) ? Files.readString(log).length() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + port + "/000000000000/" + QUEUE;
  }

  private synchronized void start() {
    begun = said();
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sqs")))) {
      String server = jars.findFirst().orElseThrow().toString();
      process =
          ServiceProcess.mortal(
              new ProcessBuilder(
                      Jvm.command(
                          "192m",
                          "-Dconfig.file=" + config,
                          "-cp",
                          server + ":" + ServiceProcess.classPath(),
                          "org.elasticmq.server.Main"))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    proxy.close();
    process.destroyForcibly();
  }
}
