package org.liveevents.streams.validate;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.RejectionCode;
import org.liveevents.streams.flow.Reading;
import org.liveevents.streams.flow.Reading.Origin;
import org.liveevents.streams.flow.ReceivedEvent;
import org.liveevents.validate.EventValidator;
import org.liveevents.validate.Verdict;

/**
 * Holds every event against its schema. One that breaks it leaves as a refusal, or marked; what the
 * schema doesn't foresee is counted and goes on.
 */
public final class ValidateProcessor extends ContextualProcessor<byte[], Reading, byte[], Reading> {

  private final Validation validation;
  private final EventValidator validator;
  private final DriftLog drift;

  public ValidateProcessor(Validation validation, EventValidator validator, DriftLog drift) {
    this.validation = validation;
    this.validator = validator;
    this.drift = drift;
  }

  @Override
  public void process(Record<byte[], Reading> record) {
    Optional<Reading> instead =
        record.value() instanceof Reading.Accepted accepted
            ? instead(accepted.event())
            : Optional.empty();
    // Another value copies the headers: not of every event.
    context().forward(instead.map(record::withValue).orElse(record));
  }

  /** What it comes to if it isn't accepted as it is. */
  private Optional<Reading> instead(ReceivedEvent received) {
    LiveEvent event = received.event();
    if (!event.name().recognised()) {
      drift.unknownEvent(event);
      return Optional.empty();
    }
    if (validation == Validation.OFF) {
      return Optional.empty();
    }
    Verdict verdict;
    try {
      verdict = validator.check(event.format(), event.name().text(), received.payload().bytes());
    } catch (RuntimeException e) { // a bug of ours must not stop the partition
      return Optional.of(
          refused(
              received,
              RejectionCode.INTERNAL,
              "holding it against its schema failed: " + e.getClass().getSimpleName()));
    }
    drift.found(event, verdict.drift());
    if (verdict.isValid()) {
      return Optional.empty();
    }
    return Optional.of(
        validation == Validation.FLAG
            ? new Reading.Accepted(received.asInvalid(verdict.detail()))
            : refused(received, RejectionCode.SCHEMA_VIOLATION, verdict.detail()));
  }

  private Reading refused(ReceivedEvent received, RejectionCode code, String detail) {
    return new Reading.Refused(
        "validate",
        code,
        detail,
        Optional.of(received.event().name()),
        received.payload(),
        context()
            .recordMetadata()
            .map(ValidateProcessor::origin)
            .orElseGet(() -> new Origin("", -1, -1)));
  }

  private static Origin origin(RecordMetadata metadata) {
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }
}
