package org.liveevents.bridge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.event.RejectionCode;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;
import org.liveevents.topic.Topics;

/**
 * Writes one record and says what was written in the end: an event that the raw topic has no room
 * for, because somebody made the topic so, goes to the rejected one.
 */
public final class RecordWriter {

  /** Headers and framing, roughly. */
  private static final int OVERHEAD_BYTES = 512;

  /** The producer refuses every further send: only a restart helps. */
  static final class ProducerLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProducerLost(KafkaException cause) {
      super(cause.getClass().getSimpleName(), cause);
    }
  }

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;

  /** Writes with that producer; the caller keeps and closes it. */
  public RecordWriter(Producer<byte[], byte[]> producer, Topics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  /** What a record takes of the producer's buffer, roughly. */
  static long size(Admitted admitted) {
    return (long) admitted.value().size() + OVERHEAD_BYTES;
  }

  /** The exception itself, without what a future wraps around it. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /**
   * Writes a record; completes when the broker acknowledged it, or exceptionally.
   *
   * @param arrival becomes the record's timestamp
   */
  public CompletableFuture<Admitted> write(Admitted admitted, Instant arrival) {
    return send(record(admitted, arrival))
        .thenApply(done -> admitted)
        .exceptionallyCompose(
            failure -> {
              if (cause(failure) instanceof RecordTooLargeException) {
                return admitted.fold(
                    event -> writeTooLarge(event, arrival),
                    rejection -> CompletableFuture.failedFuture(cause(failure)));
              }
              return CompletableFuture.failedFuture(cause(failure));
            });
  }

  private CompletableFuture<Admitted> writeTooLarge(Admitted.Event event, Instant arrival) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(RejectedHeaders.STAGE, event.headers().getOrDefault(RawHeaders.SOURCE, ""));
    headers.put(RejectedHeaders.CODE, RejectionCode.RECORD_TOO_LARGE.code());
    headers.put(RejectedHeaders.DETAIL, "more than the broker takes in " + topics.raw());
    headers.put(RejectedHeaders.REPLAY_COUNT, "0");
    headers.putAll(event.headers());
    Admitted.Rejection rejection =
        new Admitted.Rejection(RejectionCode.RECORD_TOO_LARGE, event.value(), headers);
    return send(record(rejection, arrival)).thenApply(done -> rejection);
  }

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      Future<RecordMetadata> unused = // the callback says it all
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(failure);
                }
              });
    } catch (InterruptException | IllegalStateException e) { // we are being stopped
      sent.completeExceptionally(e);
    } catch (KafkaException e) {
      sent.completeExceptionally(new ProducerLost(e));
    }
    return sent;
  }

  private ProducerRecord<byte[], byte[]> record(Admitted admitted, Instant arrival) {
    byte @Nullable [] key =
        admitted.fold(event -> event.event().scope().key().getBytes(UTF_8), rejection -> null);
    String topic = admitted.fold(event -> topics.raw(), rejection -> topics.rejected());
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, arrival.toEpochMilli(), key, admitted.value().bytes());
    admitted.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }
}
