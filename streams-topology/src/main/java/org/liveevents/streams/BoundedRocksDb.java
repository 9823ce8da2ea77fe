package org.liveevents.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.DataBlockIndexType;
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

  private static final Cache CACHE = new LRUCache(CACHE_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setFilterPolicy(new BloomFilter(10));
    table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    options.setTableFormatConfig(table);
    // Most look-ups are of keys that aren't there, and a store has one writer.
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
