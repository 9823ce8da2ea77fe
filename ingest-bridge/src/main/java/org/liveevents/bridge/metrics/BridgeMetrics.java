package org.liveevents.bridge.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.liveevents.event.RejectionCode;
import org.liveevents.status.DeactivationBudget;
import org.liveevents.status.Silence;

/** All meters of the bridge. Every one of them answers a question of the operator's. */
public final class BridgeMetrics {

  private static final String SOURCE = "source";

  private static final Duration[] BUCKETS =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final AtomicLong inFlightBytes = new AtomicLong();
  private final Timer acknowledged;

  public BridgeMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.acknowledged =
        Timer.builder("bridge.acknowledgement")
            .description("From taking a delivery to the broker's acknowledgement of all of it")
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    Gauge.builder("bridge.in_flight_bytes", inFlightBytes, AtomicLong::get)
        .description("Bytes handed to the producer and not yet acknowledged")
        .register(meters);
  }

  /** A message or a request that passed authentication. */
  public void received(String source) {
    counter("bridge.received", "Deliveries that came in", SOURCE, source).increment();
  }

  /** An event in the raw topic. */
  public void stored(String source) {
    counter("bridge.stored", "Events the broker acknowledged", SOURCE, source).increment();
  }

  /** A record in the rejected topic. */
  public void rejected(String source, RejectionCode code) {
    counter("bridge.rejected", "What could not be understood", SOURCE, source, "code", code.code())
        .increment();
  }

  /** A delivery that could not be stored and is expected again. */
  public void unavailable(String source) {
    counter("bridge.unavailable", "Deliveries that could not be stored now", SOURCE, source)
        .increment();
  }

  /** Bytes handed to the producer, or, negative, no longer its business. */
  public void inFlight(long bytes) {
    inFlightBytes.addAndGet(bytes);
  }

  /** How long the acknowledgement of a delivery took. */
  public void acknowledged(Duration took) {
    acknowledged.record(took);
  }

  /** An event whose name in the body is another than the source said. */
  public void nameMismatch(String source) {
    counter(
            "bridge.name_mismatch",
            "Events named otherwise than their message attribute says",
            SOURCE,
            source)
        .increment();
  }

  /** An event whose ids disagree on which course it belongs to. */
  public void contradictoryIds(String source) {
    counter("bridge.contradictory_ids", "Events whose ids name different courses", SOURCE, source)
        .increment();
  }

  /** A webhook refused for lack of authentication. */
  public void authenticationRefused(String reason) {
    counter("bridge.auth_refused", "Webhooks without good credentials", "reason", reason)
        .increment();
  }

  /** A webhook asked to come again because more wait than we can work on. */
  public void webhookOverloaded() {
    counter("bridge.webhook.overloaded", "Webhooks asked to come again because too many wait")
        .increment();
  }

  /** A webhook whose body was larger, or slower, than allowed. */
  public void webhookBodyRefused(int status) {
    counter(
            "bridge.webhook.body_refused",
            "Webhooks whose body is too large or too slow",
            "status",
            Integer.toString(status))
        .increment();
  }

  /** Where the bytes of all webhook bodies in memory are counted. */
  public void webhookBodies(LongSupplier bytes) {
    Gauge.builder("bridge.webhook.body_bytes", bytes, LongSupplier::getAsLong)
        .description("Bytes of webhook bodies in memory, read or being read")
        .strongReference(true)
        .register(meters);
  }

  /** Follows how long ago the issuer's signing keys were fetched. */
  public void watchKeys(Supplier<Duration> age) {
    Gauge.builder("bridge.jwks.age", age, value -> value.get().toMillis() / 1000.0)
        .description("Seconds since the signing keys were fetched")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
  }

  /** A message SQS gave us before. */
  public void redelivered() {
    counter("bridge.sqs.redelivered", "Messages SQS brought again").increment();
  }

  /** Stored messages whose deletion failed after all attempts: they come again. */
  public void deletesFailed(int messages) {
    counter("bridge.sqs.deletes_failed", "Stored messages that could not be deleted")
        .increment(messages);
  }

  /** Stored messages that SQS had already given to somebody again. */
  public void deletesExpired(int messages) {
    counter("bridge.sqs.deletes_expired", "Stored messages whose deletion came too late")
        .increment(messages);
  }

  /** Follows the spool: deliveries in it, their bytes on disk, the age of the oldest. */
  public void watchSpool(LongSupplier depth, LongSupplier bytes, Supplier<Duration> oldestAge) {
    Gauge.builder("bridge.spool.depth", depth, LongSupplier::getAsLong)
        .strongReference(true)
        .description("Deliveries taken by the spool and not yet by the broker")
        .register(meters);
    Gauge.builder("bridge.spool.bytes", bytes, LongSupplier::getAsLong)
        .strongReference(true)
        .description("Bytes of the spool's segments on disk")
        .register(meters);
    Gauge.builder("bridge.spool.oldest_age", oldestAge, age -> age.get().toMillis() / 1000.0)
        .description("Seconds since the oldest delivery in the spool arrived")
        .baseUnit("seconds")
        .strongReference(true)
        .register(meters);
  }

  /** Deliveries on the spool's disk. */
  public void spoolTaken(int deliveries) {
    counter("bridge.spool.taken", "Deliveries taken by the spool").increment(deliveries);
  }

  /** Deliveries of the spool that the broker acknowledged. */
  public void spoolDrained(int deliveries) {
    counter("bridge.spool.drained", "Deliveries the broker took from the spool")
        .increment(deliveries);
  }

  /** A delivery the spool had no room for, or was not open for. */
  public void spoolRefused() {
    counter("bridge.spool.refused", "Deliveries the spool had no room for").increment();
  }

  /** A write to the spool's disk that failed. */
  public void spoolWriteFailed() {
    counter("bridge.spool.write_failed", "Writes to the spool that failed").increment();
  }

  /** A write that a crash left unfinished: it was never acknowledged. */
  public void spoolTorn() {
    counter("bridge.spool.torn", "Writes to the spool that a crash left unfinished").increment();
  }

  /** A damaged or unreadable file of the spool, kept for somebody to look at. */
  public void spoolSetAside() {
    counter("bridge.spool.set_aside", "Damaged files of the spool, kept").increment();
  }

  /** An answer to a sender of webhooks; 0 for one that nobody waited for any more. */
  public void answered(int status) {
    counter(
            "bridge.webhook.answers",
            "Answers to webhooks; status 0 for senders that had gone",
            "status",
            Integer.toString(status))
        .increment();
  }

  /** Answers so far that nobody waited for any more. */
  public long timeouts() {
    return answers(status -> status.equals("0"));
  }

  /** Answers so far that weren't 2xx. */
  public long errors() {
    return answers(status -> !status.equals("0") && !status.startsWith("2"));
  }

  /** Deliveries of a source so far. */
  public long receivedSoFar(String source) {
    return (long) counter("bridge.received", "Deliveries that came in", SOURCE, source).count();
  }

  /** Follows what Canvas counts against a subscription, and the feed's rhythm, of a source. */
  public void watchFeed(
      String source, Supplier<DeactivationBudget> budget, Supplier<Silence> silence) {
    gauge("bridge.budget.used", source, () -> budget.get().used(), "Part of Canvas' limit used up");
    gauge("bridge.budget.timeouts", source, () -> budget.get().timeouts(), "In 24 hours");
    gauge("bridge.budget.errors", source, () -> budget.get().errors(), "In 24 hours");
    gauge(
        "bridge.silence.seconds",
        source,
        () -> silence.get().quiet().toSeconds(),
        "Since the last event of that source, at whichever bridge");
    gauge(
        "bridge.silence.ratio",
        source,
        () -> silence.get().ratio(),
        "Events missing by the feed's rhythm, as part of what is tolerated");
    gauge(
        "bridge.silence.alert",
        source,
        () -> silence.get().isSilent() ? 1 : 0,
        "1 when the feed has gone silent");
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(name).description(description).tags(tags).register(meters);
  }

  private void gauge(String name, String source, DoubleSupplier value, String description) {
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .tag(SOURCE, source)
        .description(description)
        .strongReference(true)
        .register(meters);
  }

  private long answers(Predicate<String> wanted) {
    return (long)
        meters.find("bridge.webhook.answers").counters().stream()
            .filter(counter -> wanted.test(requireNonNull(counter.getId().getTag("status"))))
            .mapToDouble(Counter::count)
            .sum();
  }

  /** A call to SQS that failed: the queue is missing, denied, throttled or away. */
  public void receiveFailed(String error) {
    counter("bridge.sqs.receive_failed", "Calls to SQS that failed", "error", error).increment();
  }

  /** Messages that stay ours for longer because they are still at work. */
  public void visibilityExtended(int messages) {
    counter("bridge.sqs.visibility_extended", "Messages kept for longer than usual")
        .increment(messages);
  }

  /** Messages that could not be hidden anew, and may be given out again. */
  public void visibilityFailed(int messages, String error) {
    meters.counter("bridge.sqs.visibility_failed", "error", error).increment(messages);
  }

  /** Where the messages between receiving and deleting are counted. */
  public void sqsInFlight(LongSupplier messages) {
    Gauge.builder("bridge.sqs.in_flight", messages, LongSupplier::getAsLong)
        .description("SQS messages received and not yet deleted or given up")
        .strongReference(true)
        .register(meters);
  }
}
