package org.liveevents.streams.ledger;

import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * The counters of one event name in one partition. {@code received = forwarded + duplicate +
 * rejected + pending}, and {@code late + future <= forwarded}, at every moment a line can be read:
 * each change is one line replaced by another.
 *
 * @param received raw records consumed
 * @param forwarded written to a typed topic
 * @param duplicate copies of an event seen before
 * @param rejected written to the rejected topic
 * @param pending waiting for their turn
 * @param late forwarded after their turn had passed
 * @param future forwarded at once, being from the future
 */
public record LedgerLine(
    long received,
    long forwarded,
    long duplicate,
    long rejected,
    long pending,
    long late,
    long future) {

  /** Nothing yet. */
  public static final LedgerLine EMPTY = new LedgerLine(0, 0, 0, 0, 0, 0, 0);

  /** A copy of an event seen before. */
  public LedgerLine plusDuplicate() {
    return new LedgerLine(received + 1, forwarded, duplicate + 1, rejected, pending, late, future);
  }

  /** No event, or one that can't be written. */
  public LedgerLine plusRejected() {
    return new LedgerLine(received + 1, forwarded, duplicate, rejected + 1, pending, late, future);
  }

  /** One that waits for its turn. */
  public LedgerLine plusPending() {
    return new LedgerLine(received + 1, forwarded, duplicate, rejected, pending + 1, late, future);
  }

  /** One that waited has left. */
  public LedgerLine pendingToForwarded() {
    return new LedgerLine(received, forwarded + 1, duplicate, rejected, pending - 1, late, future);
  }

  /** One that left at once, its turn having passed. */
  public LedgerLine plusLate() {
    return new LedgerLine(
        received + 1, forwarded + 1, duplicate, rejected, pending, late + 1, future);
  }

  /** One that left at once, being from the future. */
  public LedgerLine plusFuture() {
    return new LedgerLine(
        received + 1, forwarded + 1, duplicate, rejected, pending, late, future + 1);
  }

  /** The same records received, with that many of them still waiting. */
  public LedgerLine withPending(long waiting) {
    return new LedgerLine(
        received,
        received - duplicate - rejected - waiting,
        duplicate,
        rejected,
        waiting,
        late,
        future);
  }

  /** The sum of two lines. */
  public LedgerLine plus(LedgerLine other) {
    return new LedgerLine(
        received + other.received,
        forwarded + other.forwarded,
        duplicate + other.duplicate,
        rejected + other.rejected,
        pending + other.pending,
        late + other.late,
        future + other.future);
  }

  /** Whether every record received is accounted for. */
  public boolean balances() {
    return received == forwarded + duplicate + rejected + pending && late + future <= forwarded;
  }

  /** The seven counters, in the order of the components. */
  void pack(Packer out) {
    out.number(received)
        .number(forwarded)
        .number(duplicate)
        .number(rejected)
        .number(pending)
        .number(late)
        .number(future);
  }

  /** Reads {@link #pack}. */
  static LedgerLine unpack(Unpacker in) {
    return new LedgerLine(
        in.number(), in.number(), in.number(), in.number(), in.number(), in.number(), in.number());
  }
}
