package org.liveevents.streams.query;

import java.util.Map;
import java.util.Optional;
import org.liveevents.streams.ledger.Books;

/**
 * Reads the books of partitions held here: one record holds all lines, as of one raw offset.
 *
 * @param store holds the {@link Books} of each partition
 */
record PartitionBooks(String store, LocalStores stores) {

  Answer<LedgerReport.Partition> read(int partition) {
    return stores
        .read(partition, contents -> Optional.of(new Excerpt<>(books(contents), null)))
        .map((books, freshness) -> part(partition, books, freshness));
  }

  private Optional<Books> books(Contents contents) {
    return contents.value(store, Books.KEY).map(Books::fromBytes);
  }

  /** Books are written at moments of their own: they are as fresh as they say themselves. */
  private static LedgerReport.Partition part(
      int partition, Optional<Books> books, Freshness freshness) {
    return LedgerReport.Partition.of(
        partition,
        books.map(Books::lines).orElseGet(Map::of),
        books.map(it -> freshness.upTo(it.next())).orElse(freshness));
  }
}
