package org.liveevents.streams.query;

import java.util.Map;
import java.util.Optional;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.ledger.LedgerLine;

/**
 * Reads the books of partitions held here: one record holds all lines, as of one raw offset.
 *
 * @param store holds the {@link Books} of each partition
 */
record PartitionBooks(String store, LocalStores stores) {

  Answer<LedgerReport.Partition> read(int partition) {
    return stores
        .read(partition, contents -> Optional.of(new Excerpt<>(lines(contents), null)))
        .map((lines, freshness) -> LedgerReport.Partition.of(partition, lines, freshness));
  }

  private Map<String, LedgerLine> lines(Contents contents) {
    return contents
        .value(store, Books.KEY)
        .map(Books::fromBytes)
        .map(Books::lines)
        .orElseGet(Map::of);
  }
}
