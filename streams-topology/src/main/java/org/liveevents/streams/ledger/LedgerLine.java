package org.liveevents.streams.ledger;

import java.nio.ByteBuffer;

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

  LedgerLine plusDuplicate() {
    return new LedgerLine(received + 1, forwarded, duplicate + 1, rejected, pending, late, future);
  }

  LedgerLine plusRejected() {
    return new LedgerLine(received + 1, forwarded, duplicate, rejected + 1, pending, late, future);
  }

  LedgerLine plusPending() {
    return new LedgerLine(received + 1, forwarded, duplicate, rejected, pending + 1, late, future);
  }

  LedgerLine pendingToForwarded() {
    return new LedgerLine(received, forwarded + 1, duplicate, rejected, pending - 1, late, future);
  }

  LedgerLine plusLate() {
    return new LedgerLine(
        received + 1, forwarded + 1, duplicate, rejected, pending, late + 1, future);
  }

  LedgerLine plusFuture() {
    return new LedgerLine(
        received + 1, forwarded + 1, duplicate, rejected, pending, late, future + 1);
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

  /** Seven 8-byte counters, in the order of the components. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(56)
        .putLong(received)
        .putLong(forwarded)
        .putLong(duplicate)
        .putLong(rejected)
        .putLong(pending)
        .putLong(late)
        .putLong(future)
        .array();
  }

  /** Reads {@link #toBytes}. */
  public static LedgerLine fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new LedgerLine(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }
}
