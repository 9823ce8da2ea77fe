package org.liveevents.audit.sort;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more rows than memory holds: what is full is sorted and written to a file, and the files
 * are merged at the end. For one thread; first rows are added, then they are read, once.
 */
public final class Sorter implements AutoCloseable {

  /** So many files are open at once; beyond that they are merged into one first. */
  private static final int MOST_FILES = 64;

  private static final int ROW_OVERHEAD = 120;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final Comparator<Stored> ORDER =
      Comparator.comparing(Stored::key, Arrays::compareUnsigned);

  @SuppressWarnings("ArrayRecordComponent") // compared by its key alone
  private record Stored(byte[] key, byte[] group, byte[] value) {
    long size() {
      return (long) key.length + group.length + value.length + ROW_OVERHEAD;
    }
  }

  private final Path directory;
  private final String name;
  private final long room;
  private final List<Stored> rows = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private long bytes;
  private int made;

  /**
   * A sorter without rows.
   *
   * @param directory where its files go; they are deleted when it is closed
   * @param name the first part of their names
   * @param room how many bytes of rows stay in memory
   */
  public Sorter(Path directory, String name, long room) {
    this.directory = directory;
    this.name = name;
    this.room = room;
  }

  /**
   * Adds a row.
   *
   * @param group the first part of the key, by which rows belong together
   * @param rest what the rows of a group are ordered by
   */
  public void add(String group, SortKey rest, JsonNode value) {
    byte[] first = SortKey.of().text(group).bytes();
    byte[] second = rest.bytes();
    byte[] key = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, key, first.length, second.length);
    Stored row = new Stored(key, group.getBytes(StandardCharsets.UTF_8), write(value));
    rows.add(row);
    bytes += row.size();
    if (bytes > room) {
      spill();
    }
  }

  /** Hands out every row, in the order of the keys. */
  public void each(Consumer<Row> action) {
    try (Cursor cursor = cursor()) {
      for (Row row = cursor.next(); row != null; row = cursor.next()) {
        action.accept(row);
      }
    }
  }

  /** Hands out the rows group by group; a group must fit the memory. */
  public void groups(BiConsumer<String, List<JsonNode>> action) {
    try (Cursor cursor = cursor()) {
      @Nullable Row row = cursor.next();
      while (row != null) {
        String group = row.group();
        List<JsonNode> values = new ArrayList<>();
        while (row != null && row.group().equals(group)) {
          values.add(row.value());
          row = cursor.next();
        }
        action.accept(group, values);
      }
    }
  }

  /** Reads the rows one by one. */
  public Cursor cursor() {
    rows.sort(ORDER);
    return new Cursor(files, rows);
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spill() {
    rows.sort(ORDER);
    Path file = directory.resolve(name + "-" + made++);
    try (DataOutputStream out = out(file)) {
      for (Stored row : rows) {
        write(out, row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room to sort in", e);
    }
    files.add(file);
    rows.clear();
    bytes = 0;
    if (files.size() == MOST_FILES) {
      mergeFiles();
    }
  }

  private void mergeFiles() {
    Path merged = directory.resolve(name + "-" + made++);
    try (Cursor cursor = new Cursor(files, List.of());
        DataOutputStream out = out(merged)) {
      for (Stored row = cursor.stored(); row != null; row = cursor.stored()) {
        write(out, row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no room to sort in", e);
    }
    close();
    files.clear();
    files.add(merged);
  }

  private static DataOutputStream out(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }

  private static void write(DataOutputStream out, Stored row) throws IOException {
    for (byte[] part : List.of(row.key, row.group, row.value)) {
      out.writeInt(part.length);
      out.write(part);
    }
  }

  private static byte[] write(JsonNode value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows in their order, one after the other. */
  public static final class Cursor implements AutoCloseable {

    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> queue =
        new PriorityQueue<>(Comparator.comparing(Source::head, ORDER));

    private Cursor(List<Path> files, List<Stored> rows) {
      try {
        for (Path file : files) {
          sources.add(new FileSource(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sources.add(new MemorySource(rows));
      for (Source source : sources) {
        if (source.advance()) {
          queue.add(source);
        }
      }
    }

    /** The next row; null after the last. */
    public @Nullable Row next() {
      Stored row = stored();
      if (row == null) {
        return null;
      }
      try {
        return new Row(new String(row.group, StandardCharsets.UTF_8), JSON.readTree(row.value));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private @Nullable Stored stored() {
      Source first = queue.poll();
      if (first == null) {
        return null;
      }
      Stored row = first.head();
      if (first.advance()) {
        queue.add(first);
      }
      return row;
    }

    @Override
    public void close() {
      sources.forEach(Source::close);
    }
  }

  private abstract static class Source {
    @Nullable Stored head;

    Stored head() {
      if (head == null) {
        throw new IllegalStateException("at its end");
      }
      return head;
    }

    abstract boolean advance();

    void close() {}
  }

  private static final class MemorySource extends Source {
    private final List<Stored> rows;
    private int at;

    MemorySource(List<Stored> rows) {
      this.rows = rows;
    }

    @Override
    boolean advance() {
      head = at < rows.size() ? rows.get(at++) : null;
      return head != null;
    }
  }

  private static final class FileSource extends Source {
    private final DataInputStream in;

    FileSource(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    @Override
    boolean advance() {
      try {
        head = new Stored(part(in.readInt()), part(in.readInt()), part(in.readInt()));
      } catch (EOFException e) { // the end of the file
        head = null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return head != null;
    }

    private byte[] part(int length) throws IOException {
      byte[] part = new byte[length];
      in.readFully(part);
      return part;
    }

    @Override
    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
