package org.liveevents.bridge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.RejectionCode;

/**
 * Makes records out of a delivery: one per event, and one per thing that is no event. A body is
 *
 * <ul>
 *   <li>one event in either format;
 *   <li>a JSON array of events, or a Caliper envelope with several entries: one record per entry;
 *   <li>a JSON string that holds one of these: unwrapped once;
 *   <li>anything else: one rejected record with the original bytes.
 * </ul>
 */
public final class Admission {

  /** No batch of real events has more entries, and each costs a record. */
  static final int MAX_ENTRIES = 10_000;

  private final EnvelopeReader reader;

  public Admission(EnvelopeReader reader) {
    this.reader = reader;
  }

  /** The records of a delivery, at least one. Never throws for what the body holds. */
  public List<Admitted> admit(Delivery delivery) {
    Records records = new Records(delivery);
    try {
      byte[] body = delivery.body().bytes();
      Optional<byte[]> unwrapped = firstByte(body) == '"' ? unwrap(body) : Optional.empty();
      return admit(records, unwrapped.orElse(body));
    } catch (RuntimeException e) { // a bug of ours must not block the queue behind this body
      return List.of(
          records.rejection(
              RejectionCode.INTERNAL, e.getClass().getSimpleName(), delivery.body().bytes()));
    }
  }

  private List<Admitted> admit(Records records, byte[] json) {
    if (firstByte(json) == '[') {
      return admitBatch(records, json);
    }
    return reader
        .read(json)
        .fold(
            event -> List.of(records.event(event.event(), json)),
            rejected -> admitEntries(records, json, rejected));
  }

  private List<Admitted> admitBatch(Records records, byte[] json) {
    List<JsonParts.Range> entries;
    try {
      entries = JsonParts.elements(json);
    } catch (IOException e) {
      entries = List.of(); // the reader says what is wrong with it
    }
    if (entries.isEmpty()) {
      return reader
          .read(json)
          .fold(
              event -> List.of(records.event(event.event(), json)),
              rejected -> List.of(records.wholeBody(rejected)));
    }
    if (entries.size() > MAX_ENTRIES) {
      return List.of(
          records.wholeBody(
              Decoded.Rejected.nameless(
                  RejectionCode.NOT_AN_EVENT, "a batch of more than " + MAX_ENTRIES + " entries")));
    }
    return entries.stream().map(entry -> admitEntry(records, entry.of(json))).toList();
  }

  private List<Admitted> admitEntries(Records records, byte[] json, Decoded.Rejected rejected) {
    boolean mayHaveSeveral =
        rejected.code() == RejectionCode.CALIPER_NOT_AN_EVENT
            || rejected.code() == RejectionCode.TOO_LARGE;
    List<byte[]> envelopes = mayHaveSeveral ? CaliperEntries.split(json) : List.of();
    if (envelopes.isEmpty() || envelopes.size() > MAX_ENTRIES) {
      return List.of(records.wholeBody(rejected));
    }
    return envelopes.stream().map(envelope -> admitEntry(records, envelope)).toList();
  }

  private Admitted admitEntry(Records records, byte[] entry) {
    return reader
        .read(entry)
        .fold(
            event -> records.event(event.event(), entry),
            rejected -> records.rejection(rejected.code(), rejected.detail(), entry));
  }

  /** The text inside a JSON string; empty if it is none, or no text in UTF-8. */
  private static Optional<byte[]> unwrap(byte[] body) {
    try {
      ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(JsonParts.string(body)));
      byte[] text = new byte[bytes.remaining()];
      bytes.get(text);
      return Optional.of(text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first byte that is no white space, or 0. */
  private static byte firstByte(byte[] json) {
    for (byte b : json) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return b;
      }
    }
    return 0;
  }
}
