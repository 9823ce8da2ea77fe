package org.liveevents.quickstart.simulation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.liveevents.quickstart.embedded.CanvasKeys;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends waves of deliveries over both channels at once, as Canvas does: batches to the queue,
 * signed requests to the webhook, which it repeats while it is told to come back later.
 */
public final class Sender implements AutoCloseable {

  private static final int CONCURRENCY = 8;
  private static final int SQS_BATCH = 10;
  private static final int TRIES = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /**
   * What became of a wave.
   *
   * @param refused webhooks that were not taken, however often tried
   * @param repeated webhooks that had to be sent more than once
   */
  public record Sent(int refused, int repeated) {

    /** The sum of two. */
    public Sent plus(Sent other) {
      return new Sent(refused + other.refused, repeated + other.repeated);
    }
  }

  private final SqsClient sqs;
  private final URI queue;
  private final URI webhook;
  private final CanvasKeys keys;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          CONCURRENCY,
          work -> {
            Thread thread = new Thread(work, "canvas-sender-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  public Sender(EmbeddedSqs sqs, URI queue, URI webhook, CanvasKeys keys) {
    this(sqs.client(), queue, webhook, keys);
  }

  /** One that sends to any queue server; the caller keeps and closes its client. */
  public Sender(SqsClient sqs, URI queue, URI webhook, CanvasKeys keys) {
    this.sqs = sqs;
    this.queue = queue;
    this.webhook = webhook;
    this.keys = keys;
  }

  /**
   * Sends a wave and returns once every webhook is answered and every message put on the queue.
   *
   * @param delivered told how many deliveries went out since it was told last; by many threads
   */
  public Sent send(Wave wave, IntConsumer delivered) throws InterruptedException {
    List<Callable<Sent>> work = new ArrayList<>();
    List<Delivery.Sqs> batch = new ArrayList<>();
    for (Delivery delivery : wave.deliveries()) {
      delivery.fold(batch::add, request -> work.add(() -> post(request, delivered)));
      if (batch.size() == SQS_BATCH) {
        work.add(enqueue(List.copyOf(batch), delivered));
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      work.add(enqueue(List.copyOf(batch), delivered));
    }
    Sent sent = new Sent(0, 0);
    try {
      for (Future<Sent> done : workers.invokeAll(work)) {
        sent = sent.plus(done.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a delivery could not be sent", e.getCause());
    }
    return sent;
  }

  private Callable<Sent> enqueue(List<Delivery.Sqs> messages, IntConsumer delivered) {
    return () -> {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Delivery.Sqs message : messages) {
        entries.add(entry(message, entries.size()));
      }
      SendMessageBatchResponse answer =
          sqs.sendMessageBatch(request -> request.queueUrl(queue.toString()).entries(entries));
      if (answer.hasFailed()) {
        throw new IOException("the queue refused " + answer.failed());
      }
      delivered.accept(messages.size());
      return new Sent(0, 0);
    };
  }

  private static SendMessageBatchRequestEntry entry(Delivery.Sqs message, int index) {
    return SendMessageBatchRequestEntry.builder()
        .id(Integer.toString(index))
        .messageBody(message.payload().text())
        .messageAttributes(
            message.attributes().entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        attribute ->
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build())))
        .build();
  }

  private Sent post(Delivery.Webhook request, IntConsumer delivered) throws InterruptedException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Answer answer = attempt(body(request));
      if (answer.status != 503) {
        delivered.accept(1);
        return new Sent(answer.status / 100 == 2 ? 0 : 1, attempt > 0 ? 1 : 0);
      }
      Thread.sleep(answer.pause.toMillis());
    }
    return new Sent(1, 1);
  }

  private record Answer(int status, Duration pause) {}

  private Answer attempt(String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(webhook)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.US_ASCII))
            .build();
    try {
      HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
      long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
      return new Answer(
          response.statusCode(), Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds())));
    } catch (IOException e) { // a timeout or a connection that broke: to Canvas, as good as a 503
      return new Answer(503, LONGEST_PAUSE);
    }
  }

  private String body(Delivery.Webhook request) {
    return switch (request.form()) {
      case TOKEN -> keys.sign(request.payload().text());
      case QUOTED_TOKEN -> '"' + keys.sign(request.payload().text()) + '"';
      case BARE_TOKEN -> keys.signBytes(request.payload().bytes());
    };
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
