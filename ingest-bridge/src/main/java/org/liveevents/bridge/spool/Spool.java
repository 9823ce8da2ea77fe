package org.liveevents.bridge.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.runtime.management.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deliveries on disk, first in, first out. Many are written with one fsync; a delivery counts as
 * taken after it. The files are segments: only the newest is written, only the oldest is read, and
 * one is deleted when all of it was handed on, so a crash repeats at most one segment.
 *
 * <pre>
 *   append ─► queue ─► writer thread ─► newest segment ... oldest segment ─► Drain
 *                      (one fsync for all that waits)
 * </pre>
 *
 * A directory that can't be used, or belongs to another process yet, is tried again every few
 * seconds; until then nothing is taken.
 */
public final class Spool implements Health, AutoCloseable {

  private record Pending(
      ByteBuffer frame, int bytes, Instant arrival, CompletableFuture<Boolean> taken) {}

  private static final Logger LOGGER = LoggerFactory.getLogger(Spool.class);
  private static final long REOPEN_MILLIS = 5_000;

  /** What may wait in memory for its fsync. */
  private static final long MAX_QUEUED_BYTES = 16L * 1024 * 1024;

  private static final long MAX_SEGMENT_BYTES = 8L * 1024 * 1024;

  /** Part of the limit beyond which somebody should look. */
  private static final double NEARLY_FULL = 0.8;

  private final Path directory;
  private final long maxBytes;
  private final Disk disk;
  private final InstantSource clock;
  private final BridgeMetrics metrics;
  private final Thread writer = new Thread(this::write, "spool-writer");

  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Deque<Pending> queue = new ArrayDeque<>();
  private CompletableFuture<@Nullable Void> emptied = CompletableFuture.completedFuture(null);
  private @Nullable DirectoryLock lock;
  private long nextNumber = 1;
  private long queuedBytes;
  private long bytes;
  private long depth;
  private boolean open;
  private boolean stopping;
  private boolean full;
  private String trouble = "";

  private Spool(
      Path directory, long maxBytes, Disk disk, InstantSource clock, BridgeMetrics metrics) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.disk = disk;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Takes up what an earlier process left, and is ready to take more. */
  public static Spool start(SpoolSettings settings, InstantSource clock, BridgeMetrics metrics) {
    return start(settings.directory(), settings.maxBytes(), Disk.REAL, clock, metrics);
  }

  static Spool start(
      Path directory, long maxBytes, Disk disk, InstantSource clock, BridgeMetrics metrics) {
    Spool spool = new Spool(directory, maxBytes, disk, clock, metrics);
    metrics.watchSpool(spool::depth, spool::bytes, spool::oldestAge);
    spool.tryOpen();
    spool.writer.start();
    return spool;
  }

  /**
   * Takes a delivery behind all others; completes, never exceptionally, with whether it is on disk.
   */
  public CompletableFuture<Boolean> append(Delivery delivery) {
    ByteBuffer frame = Frame.encode(delivery);
    int size = frame.remaining();
    Pending pending = new Pending(frame, size, delivery.receivedAt(), new CompletableFuture<>());
    synchronized (this) {
      if (!open || stopping || !hasRoomFor(size)) {
        metrics.spoolRefused();
        return CompletableFuture.completedFuture(false);
      }
      if (depth == 0) {
        LOGGER.warn("the spool takes over");
        emptied = new CompletableFuture<>();
      }
      depth++;
      queue.add(pending);
      queuedBytes += size;
      notifyAll();
    }
    return pending.taken();
  }

  /** How many deliveries are taken, or about to be, and not handed on. */
  public synchronized long depth() {
    return depth;
  }

  /** What the segments take on disk. */
  public synchronized long bytes() {
    return bytes;
  }

  /** How long ago the oldest delivery arrived that is not handed on; zero if there is none. */
  public synchronized Duration oldestAge() {
    return segments.stream()
        .flatMap(segment -> segment.firstArrival().stream())
        .findFirst()
        .filter(arrival -> depth > 0)
        .map(arrival -> Duration.between(arrival, clock.instant()))
        .orElse(Duration.ZERO);
  }

  /** Completes when there is nothing that isn't handed on. */
  public synchronized CompletableFuture<@Nullable Void> emptied() {
    return emptied;
  }

  /** Whether a delivery would be taken now. */
  public synchronized boolean hasRoom() {
    return open && !full && trouble.isEmpty();
  }

  @Override
  public String name() {
    return "spool";
  }

  @Override
  public synchronized Condition condition() {
    if (full) {
      return Condition.notReady("full: " + depth + " deliveries wait for the broker");
    }
    if (!trouble.isEmpty()) {
      return Condition.warning(trouble);
    }
    return bytes > NEARLY_FULL * maxBytes
        ? Condition.warning("nearly full: " + depth + " deliveries wait for the broker")
        : Condition.ready();
  }

  /** Writes what waits, and ends; what is on disk stays there for the next process. */
  @Override
  public void close() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      segments.forEach(Segment::seal);
      release();
    }
  }

  // ---- what the drain asks for

  /**
   * The oldest segment, once there is more in it than that, or no more to come; null at the end.
   */
  synchronized @Nullable Segment awaitOldest(long beyond) throws InterruptedException {
    while (!stopping) {
      Segment oldest = segments.peekFirst();
      if (oldest != null && (oldest.durableBytes() > beyond || oldest.isSealed())) {
        return oldest;
      }
      wait();
    }
    return null;
  }

  /** The first ones of that segment that were not handed on before now are. */
  synchronized void handedOn(Segment segment, int deliveries) {
    segment.handedOn(deliveries);
    metrics.spoolDrained(deliveries);
    lower(deliveries);
  }

  /** Nothing more is to be had from the oldest segment. */
  void remove(Segment segment, boolean unreadable) {
    try {
      if (unreadable) {
        segment.setAside();
      } else {
        segment.remove();
      }
    } catch (IOException e) { // it will be handed on again after the next start
      LOGGER.warn("cannot be removed file={} error={}", segment.name(), word(e));
    }
    if (unreadable || segment.isDamaged()) {
      metrics.spoolSetAside();
      LOGGER.error("kept aside, please look at it file={}.damaged", segment.name());
    }
    synchronized (this) {
      segments.remove(segment);
      bytes -= segment.durableBytes();
      full = false;
      lower(segment.notHandedOn());
    }
  }

  private void lower(long deliveries) {
    depth -= deliveries;
    if (depth == 0 && deliveries > 0) {
      segments.forEach(Segment::seal); // nobody writes: what is being written counts as well
      LOGGER.info("the spool is empty again");
      // Who waits for this must not do his work under our lock.
      var unused = emptied.completeAsync(() -> null);
    }
    notifyAll();
  }

  private boolean hasRoomFor(int size) {
    if (queuedBytes + size > MAX_QUEUED_BYTES) {
      return false;
    }
    if (bytes + queuedBytes + size > maxBytes) {
      if (!full) {
        LOGGER.error("the spool is full, webhooks are refused depth={} bytes={}", depth, bytes);
      }
      full = true;
      return false;
    }
    return true;
  }

  // ---- the writer thread

  private void write() {
    try {
      while (true) {
        List<Pending> group = nextGroup();
        if (group.isEmpty()) {
          return;
        }
        append(group);
      }
    } catch (InterruptedException e) { // nobody does, but then it is over
      Thread.currentThread().interrupt();
    }
  }

  /** All that waits; none only at the end. */
  private List<Pending> nextGroup() throws InterruptedException {
    while (true) {
      synchronized (this) {
        while (open && queue.isEmpty() && !stopping) {
          wait();
        }
        if (!queue.isEmpty()) {
          List<Pending> group = List.copyOf(queue);
          queue.clear();
          return group;
        }
        if (stopping) {
          return List.of();
        }
        wait(REOPEN_MILLIS);
      }
      tryOpen();
    }
  }

  private void append(List<Pending> group) {
    long size = group.stream().mapToLong(Pending::bytes).sum();
    try {
      Segment segment = current();
      segment.append(group.stream().map(Pending::frame).toList(), group.get(0).arrival());
      synchronized (this) {
        segment.took(group.size());
        bytes += size;
        queuedBytes -= size;
        if (!trouble.isEmpty()) {
          LOGGER.info("the spool can be written again");
          trouble = "";
        }
        notifyAll();
      }
      metrics.spoolTaken(group.size());
      group.forEach(pending -> pending.taken().complete(true));
    } catch (IOException | RuntimeException e) { // whatever it is, who waits must be told
      metrics.spoolWriteFailed();
      synchronized (this) {
        queuedBytes -= size;
        if (trouble.isEmpty()) {
          LOGGER.error("the spool cannot be written directory={} error={}", directory, word(e));
        }
        trouble = "cannot be written: " + word(e);
        lower(group.size());
      }
      group.forEach(pending -> pending.taken().complete(false));
    }
  }

  private Segment current() throws IOException {
    Segment newest;
    long number;
    synchronized (this) {
      newest = segments.peekLast();
      if (newest != null && !newest.isSealed()) {
        if (newest.durableBytes() < Math.min(MAX_SEGMENT_BYTES, maxBytes / 16)) {
          return newest;
        }
        newest.seal();
        notifyAll();
      }
      number = nextNumber++;
    }
    Segment created = Segment.create(disk, directory, number);
    synchronized (this) {
      segments.addLast(created);
    }
    return created;
  }

  // ---- opening

  private void tryOpen() {
    try {
      Files.createDirectories(directory);
      DirectoryLock taken = DirectoryLock.take(directory);
      synchronized (this) {
        lock = taken;
      }
      takeUp();
      LOGGER.info("the spool is open directory={} depth={}", directory, depth());
    } catch (IOException | UncheckedIOException e) {
      synchronized (this) {
        release();
        String said = "cannot be used: " + word(e);
        if (!trouble.equals(said)) {
          LOGGER.error("the spool cannot be used directory={} error={}", directory, word(e));
        }
        trouble = said;
      }
    }
  }

  private void takeUp() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(Segment.ENDING)).sorted().toList();
    }
    List<Segment> left = new ArrayList<>();
    long found = 0;
    long size = 0;
    for (Path file : files) {
      Segment segment = Segment.left(file);
      Frames frames = segment.read(0);
      report(segment, frames);
      segment.took(frames.found().size());
      found += frames.found().size();
      size += segment.durableBytes();
      left.add(segment);
    }
    synchronized (this) {
      segments.addAll(left);
      bytes = size;
      depth = found;
      long last = files.isEmpty() ? 0 : Segment.number(files.get(files.size() - 1));
      nextNumber = Math.max(last + 1, clock.millis()); // files set aside keep their numbers
      if (found > 0) {
        emptied = new CompletableFuture<>();
      }
      trouble = "";
      open = true;
      notifyAll();
    }
  }

  private void report(Segment segment, Frames frames) {
    if (frames.tornBytes() > 0) {
      metrics.spoolTorn();
      LOGGER.warn(
          "a write was never finished, and so never acknowledged file={} bytes={}",
          segment.name(),
          frames.tornBytes());
    }
    if (frames.damagedBytes() > 0) {
      LOGGER.error(
          "damaged; what is whole will be handed on, and the file kept file={} bytes={}",
          segment.name(),
          frames.damagedBytes());
    }
  }

  private void release() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) { // the process's end releases it
      LOGGER.debug("cannot be unlocked error={}", word(e));
    }
    lock = null;
  }

  /** The kind of failure; the message names files of ours alone. */
  private static String word(Exception e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
