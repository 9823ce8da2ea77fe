package org.liveevents.benchmarks.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * The least a page can cost: its rows, read one after the other from a RocksDB database of their
 * own, and the same page written as JSON from a tree that is there already.
 */
final class RawScan implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path directory;
  private final Options options;
  private final RocksDB database;
  private final JsonNode page;
  private long seen;

  /** Of the rows of that page. */
  RawScan(String page) {
    try {
      RocksDB.loadLibrary();
      this.page = MAPPER.readTree(page);
      this.directory = Files.createTempDirectory("live-events-scan");
      this.options = new Options().setCreateIfMissing(true);
      this.database = RocksDB.open(options, directory.toString());
      int row = 0;
      for (JsonNode item : this.page.get("items")) {
        database.put("%08d".formatted(row++).getBytes(UTF_8), MAPPER.writeValueAsBytes(item));
      }
    } catch (RocksDBException | IOException e) {
      throw new IllegalStateException("no database to compare with", e);
    }
  }

  /** Reads and writes the page once. */
  void once() {
    try (RocksIterator rows = database.newIterator()) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        seen += rows.key().length + rows.value().length;
      }
    }
    try {
      seen += MAPPER.writeValueAsBytes(page).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many bytes went by: so that none of it is left out. */
  long seen() {
    return seen;
  }

  @Override
  public void close() {
    database.close();
    options.close();
    try {
      Utils.delete(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
