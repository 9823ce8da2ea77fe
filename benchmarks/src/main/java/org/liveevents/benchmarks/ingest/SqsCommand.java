package org.liveevents.benchmarks.ingest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.benchmarks.corpus.CorpusSettings;
import org.liveevents.benchmarks.figures.Rounds;
import org.liveevents.bridge.Bridge;
import org.liveevents.quickstart.embedded.EmbeddedKafka;
import org.liveevents.quickstart.embedded.EmbeddedSqs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Emptying a queue through the bridge beside a bare loop of receive and delete. */
@Command(
    name = "sqs",
    description = "Queue to Kafka beside a bare loop of receiving and deleting.",
    mixinStandardHelpOptions = true)
public final class SqsCommand implements Callable<Integer> {

  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  @Option(names = "--messages", description = "in the queue at a round's start: ${DEFAULT-VALUE}")
  private int messages = 20_000;

  @Option(names = "--receivers", description = "loops, ours and the bare ones: ${DEFAULT-VALUE}")
  private int receivers = 4;

  @Option(names = "--rounds", description = "times each is measured, in turn: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(
      names = "--away",
      description =
          "milliseconds to the SQS server, and as many back, for all who are measured:"
              + " ${DEFAULT-VALUE}")
  private int away;

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      description = "of the bridge, as KAFKA_LINGER_MS=1; may be repeated")
  private Map<String, String> more = Map.of();

  @Override
  public Integer call() throws Exception {
    List<String> bodies =
        Corpus.some(CorpusSettings.of(1, 2000, START)).stream()
            .filter(delivery -> delivery.sequence() >= 0)
            .map(delivery -> delivery.json())
            .toList();
    Rounds rates = new Rounds();
    try (EmbeddedSqs sqs = EmbeddedSqs.start();
        Distance way = new Distance(sqs.endpoint(), Duration.ofMillis(away));
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      URI endpoint = away > 0 ? way.address() : sqs.endpoint();
      for (int round = -1; round < rounds; round++) { // the first one warms up
        double bareRate = bare(endpoint, filled(sqs, "bare-" + (round + 1), bodies));
        double asyncRate = asynchronous(endpoint, filled(sqs, "async-" + (round + 1), bodies));
        URI queue = filled(sqs, "bridge-" + (round + 1), bodies);
        double bridgeRate = bridge(sqs, endpoint, kafka, queue);
        if (round >= 0) {
          rates.add("bare", bareRate);
          rates.add("asynchronous", asyncRate);
          rates.add("bridge", bridgeRate);
          System.out.printf(
              "bare %.0f, with the asynchronous client %.0f (%.2f), bridge %.0f (%.2f)%n",
              bareRate, asyncRate, asyncRate / bareRate, bridgeRate, bridgeRate / bareRate);
        }
      }
    }
    double roof = rates.median("bare");
    System.out.printf(
        "median of %d: bare loop %.0f per s, asynchronous %.0f per s, ratio %.2f,"
            + " queue to Kafka %.0f per s, ratio %.2f%n",
        rounds,
        roof,
        rates.median("asynchronous"),
        rates.median("asynchronous") / roof,
        rates.median("bridge"),
        rates.median("bridge") / roof);
    return 0;
  }

  private double bridge(EmbeddedSqs sqs, URI endpoint, EmbeddedKafka kafka, URI queue)
      throws Exception {
    long start = System.nanoTime();
    try (Bridge bridge =
        WebhookCommand.bridge(
            kafka,
            more,
            Map.of(
                "SQS_QUEUE_URLS", queue.toString(),
                "SQS_ENDPOINT", endpoint.toString(),
                "SQS_RECEIVERS", Integer.toString(receivers)))) {
      start = System.nanoTime();
      while (sqs.undeleted(queue) > 0) {
        if (bridge.ended().toCompletableFuture().isDone()) {
          throw new IllegalStateException("the bridge ended");
        }
        Thread.sleep(200); // each question is one more call for the server
      }
      return messages * 1e9 / (System.nanoTime() - start);
    }
  }

  private double bare(URI endpoint, URI queue) {
    AtomicLong left = new AtomicLong(messages);
    ExecutorService threads = Executors.newFixedThreadPool(receivers);
    try (SqsClient client = client(endpoint)) {
      long start = System.nanoTime();
      List<CompletableFuture<Void>> loops = new ArrayList<>();
      for (int i = 0; i < receivers; i++) {
        loops.add(
            CompletableFuture.runAsync(
                () -> {
                  while (left.get() > 0) {
                    left.addAndGet(-receiveAndDelete(client, queue.toString()));
                  }
                },
                threads));
      }
      loops.forEach(CompletableFuture::join);
      return messages * 1e9 / (System.nanoTime() - start);
    } finally {
      threads.shutdown();
    }
  }

  /** The bare loop on the SDK's other client, with as many calls under way. */
  private double asynchronous(URI endpoint, URI queue) {
    AtomicLong left = new AtomicLong(messages);
    try (SqsAsyncClient client =
        SqsAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(EmbeddedSqs.REGION))
            .credentialsProvider(EmbeddedSqs.credentials())
            .build()) {
      long start = System.nanoTime();
      List<CompletableFuture<Void>> loops = new ArrayList<>();
      for (int i = 0; i < receivers; i++) {
        loops.add(receiveAndDelete(client, queue.toString(), left));
      }
      loops.forEach(CompletableFuture::join);
      return messages * 1e9 / (System.nanoTime() - start);
    }
  }

  private static CompletableFuture<Void> receiveAndDelete(
      SqsAsyncClient client, String queue, AtomicLong left) {
    if (left.get() <= 0) {
      return CompletableFuture.completedFuture(null);
    }
    return client
        .receiveMessage(receive(queue))
        .thenCompose(
            answer ->
                answer.hasMessages()
                    ? client
                        .deleteMessageBatch(delete(queue, answer.messages()))
                        .thenApply(done -> answer.messages().size())
                    : CompletableFuture.completedFuture(0))
        .thenComposeAsync(
            count -> {
              left.addAndGet(-count);
              return receiveAndDelete(client, queue, left);
            });
  }

  private static int receiveAndDelete(SqsClient client, String queue) {
    List<Message> received = client.receiveMessage(receive(queue)).messages();
    if (!received.isEmpty()) {
      client.deleteMessageBatch(delete(queue, received));
    }
    return received.size();
  }

  private static ReceiveMessageRequest receive(String queue) {
    return ReceiveMessageRequest.builder()
        .queueUrl(queue)
        .maxNumberOfMessages(10)
        .messageAttributeNames("All")
        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
        .build();
  }

  private static DeleteMessageBatchRequest delete(String queue, List<Message> received) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Message message : received) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    return DeleteMessageBatchRequest.builder().queueUrl(queue).entries(entries).build();
  }

  private SqsClient client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(EmbeddedSqs.REGION))
        .credentialsProvider(EmbeddedSqs.credentials())
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(receivers + 2))
        .build();
  }

  private URI filled(EmbeddedSqs sqs, String name, List<String> bodies) {
    URI queue = sqs.createQueue(name);
    for (int from = 0; from < messages; from += 10) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (int i = from; i < Math.min(messages, from + 10); i++) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(i - from))
                .messageBody(bodies.get(i % bodies.size()))
                .build());
      }
      sqs.client().sendMessageBatch(request -> request.queueUrl(queue.toString()).entries(entries));
    }
    return queue;
  }
}
