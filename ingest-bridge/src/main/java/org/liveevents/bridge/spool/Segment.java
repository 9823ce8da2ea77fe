package org.liveevents.bridge.spool;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a spool: frames, one after the other. It is written by one thread, read by another up
 * to what is durable, and deleted as a whole once all of it was handed on.
 */
final class Segment {

  private static final Logger LOGGER = LoggerFactory.getLogger(Segment.class);

  static final String ENDING = ".spool";
  private static final String DAMAGED_ENDING = ".damaged";

  private final Path file;
  private final @Nullable FileChannel writing;
  private volatile long durableBytes;
  private volatile @Nullable Instant firstArrival;
  private volatile boolean sealed;
  private volatile boolean damaged;

  /** Deliveries in it, and those of them handed on; the spool's lock guards both. */
  private long taken;

  private long handedOn;

  private Segment(Path file, @Nullable FileChannel writing) {
    this.file = file;
    this.writing = writing;
    this.sealed = writing == null;
  }

  /** An empty one, on disk. */
  static Segment create(Disk disk, Path directory, long number) throws IOException {
    Path file = directory.resolve(String.format("%019d%s", number, ENDING));
    Segment segment = new Segment(file, disk.create(file));
    Disk.forceDirectory(directory);
    return segment;
  }

  /** One that an earlier process left. */
  static Segment left(Path file) throws IOException {
    Segment segment = new Segment(file, null);
    segment.durableBytes = Files.size(file);
    return segment;
  }

  /** The number in a file's name. */
  static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
  }

  /**
   * Writes frames and waits until they are on disk. If that fails none of them counts, and the
   * segment takes no more: what a disk holds after a failed write is nobody's to know.
   */
  void append(List<ByteBuffer> frames, Instant arrival) throws IOException {
    FileChannel channel = requireNonNull(writing);
    long end = durableBytes;
    try {
      ByteBuffer[] all = frames.toArray(ByteBuffer[]::new);
      long size = frames.stream().mapToLong(ByteBuffer::remaining).sum();
      for (long written = 0; written < size; ) {
        written += channel.write(all);
      }
      channel.force(false);
      if (firstArrival == null) {
        firstArrival = arrival;
      }
      durableBytes = end + size;
    } catch (IOException e) {
      abandon(channel, end);
      throw e;
    }
  }

  /** Takes no more. */
  void seal() {
    sealed = true;
    close();
  }

  boolean isSealed() {
    return sealed;
  }

  long durableBytes() {
    return durableBytes;
  }

  /** When its first delivery arrived, if it has one. */
  Optional<Instant> firstArrival() {
    return Optional.ofNullable(firstArrival);
  }

  /** What was written from there on. Damage is remembered. */
  Frames read(long from) throws IOException {
    long to = durableBytes;
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // a read may give less than asked for
      }
    }
    Frames frames = Frames.in(bytes.flip(), from);
    if (firstArrival == null && !frames.found().isEmpty()) {
      Delivery first = frames.found().get(0).delivery();
      firstArrival = first.receivedAt();
    }
    if (frames.damagedBytes() > 0) {
      damaged = true;
    }
    return frames;
  }

  /** Removes the file; one with damage is renamed instead, for somebody to look at. */
  void remove() throws IOException {
    close();
    if (damaged) {
      setAside();
    } else {
      Files.deleteIfExists(file);
    }
  }

  /** Takes it out of the spool, as it is. */
  void setAside() throws IOException {
    close();
    Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED_ENDING));
  }

  void took(int deliveries) {
    taken += deliveries;
  }

  void handedOn(int deliveries) {
    handedOn += deliveries;
  }

  long notHandedOn() {
    return taken - handedOn;
  }

  boolean isDamaged() {
    return damaged;
  }

  String name() {
    return file.getFileName().toString();
  }

  private void abandon(FileChannel channel, long end) {
    try {
      channel.truncate(end);
    } catch (IOException e) { // then a torn tail is found here later, or frames that come again
      LOGGER.debug("cannot be truncated file={} error={}", name(), e.getClass().getSimpleName());
    }
    seal();
  }

  private void close() {
    if (writing != null) {
      try {
        writing.close();
      } catch (IOException e) { // everything that counts was forced before
        LOGGER.debug("cannot be closed file={} error={}", name(), e.getClass().getSimpleName());
      }
    }
  }
}
