package org.liveevents.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all stores of the process, instead of Kafka Streams' budget per store and
 * partition, which grows with both. Small write buffers also reach the disk sooner, so that less is
 * restored after a crash.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long CACHE_BYTES = 128L * 1024 * 1024;
  private static final long WRITE_BUFFERS_BYTES = 64L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;

  /** Of the cache, for what finds the data: it goes last, however much data passes through. */
  private static final double INDEX_SHARE = 0.5;

  /** As many parts as RocksDB makes of a cache of that size. */
  private static final int USUAL_SHARDS = -1;

  private static final Cache CACHE = new LRUCache(CACHE_BYTES, USUAL_SHARDS, false, INDEX_SHARE);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    // Indexes and filters count against the budget, in blocks of the usual size: that of a large
    // file in one piece takes more room than its part of the cache has, and is read anew each time.
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setFilterPolicy(new BloomFilter(10));
    table.setPartitionFilters(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    options.setTableFormatConfig(table);
    // Most look-ups are of keys that aren't there, and a store has one writer.
    options.setOptimizeFiltersForHits(false);
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtablePrefixBloomSizeRatio(0.1);
    options.setAllowConcurrentMemtableWrite(false);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
  }

  /** Cache and write buffers are shared by all stores and live as long as the process. */
  @Override
  public void close(String storeName, Options options) {}
}
