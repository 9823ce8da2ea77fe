package org.liveevents.bridge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Receipt;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.runtime.management.Health.State;

class SpoolTest {

  private static final long LIMIT = 16L << 20;
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(20);

  @TempDir private Path directory;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BridgeMetrics metrics = new BridgeMetrics(meters);
  private final RecordingIntake broker = new RecordingIntake();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void staysOutOfTheWayWhileTheBrokerAcknowledges() {
    // Given
    SpoolingIntake intake = intake(spool());

    // When
    CompletableFuture<Receipt> receipt = accept(intake, 1);

    // Then
    assertThat(receipt).isCompletedWithValue(new Receipt.Stored());
    assertThat(count("bridge.spool.taken")).isZero();
    assertThat(files(".spool")).isEmpty();
  }

  @Test
  void takesWhatTheBrokerRefusesAndHandsItOnInOrderBeforeWhatCameLater() {
    // Given
    broker.refuse();
    Spool spool = spool();
    SpoolingIntake intake = intake(spool);

    // When
    List<CompletableFuture<Receipt>> receipts =
        IntStream.range(0, 50).mapToObj(i -> accept(intake, i)).toList();
    awaitAll(receipts);
    assertThat(spool.depth()).isEqualTo(50);
    assertThat(spool.oldestAge()).isPositive();
    int refused = broker.deliveries().size();
    broker.answering(delivery -> CompletableFuture.completedFuture(new Receipt.Stored()));
    awaitAll(List.of(accept(intake, 50)));
    await().until(() -> spool.depth() == 0);

    // Then
    assertThat(receipts).allMatch(receipt -> receipt.join().isStored());
    List<Delivery> handedOn = broker.deliveries().subList(refused, broker.deliveries().size());
    assertThat(handedOn.subList(handedOn.size() - 51, handedOn.size()))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, 50).mapToObj(SomeDeliveries::webhook).toList());
    await().untilAsserted(() -> assertThat(files(".spool")).isEmpty());
    assertThat(spool.bytes()).isZero();
  }

  @Test
  void takesOverAllThatIsInFlightInItsOrderWhenTheBrokerIsSlow() {
    // Given: a broker that never answers the first attempt
    List<CompletableFuture<Receipt>> never = new ArrayList<>();
    broker.answering(
        delivery -> {
          CompletableFuture<Receipt> receipt = new CompletableFuture<>();
          never.add(receipt);
          return receipt;
        });
    Spool spool = spool();
    SpoolingIntake intake = intake(spool);
    List<CompletableFuture<Receipt>> receipts =
        IntStream.range(0, 5).mapToObj(i -> accept(intake, i)).toList();

    // When
    awaitAll(receipts);
    broker.answering(delivery -> CompletableFuture.completedFuture(new Receipt.Stored()));
    never.forEach(receipt -> receipt.complete(new Receipt.Unavailable(Duration.ZERO)));

    // Then
    await().until(() -> spool.depth() == 0);
    List<Delivery> offered = broker.deliveries();
    assertThat(offered.subList(offered.size() - 5, offered.size()))
        .containsExactlyElementsOf(
            IntStream.range(0, 5).mapToObj(SomeDeliveries::webhook).toList());
  }

  @Test
  void goesOnHandingOnAfterAFailureThatNobodyForesaw() {
    // Given
    broker.refuse();
    Spool spool = spool();
    SpoolingIntake intake = intake(spool);
    awaitAll(IntStream.range(0, 5).mapToObj(i -> accept(intake, i)).toList());

    // When: the third to be handed on fails as nothing should
    AtomicInteger offered = new AtomicInteger();
    broker.answering(
        delivery -> {
          if (offered.incrementAndGet() == 3) {
            throw new IllegalStateException("on purpose");
          }
          return CompletableFuture.completedFuture(new Receipt.Stored());
        });

    // Then
    await().until(() -> spool.depth() == 0);
    assertThat(count("bridge.spool.drained")).isEqualTo(5);
    assertThat(broker.deliveries())
        .containsAll(IntStream.range(0, 5).mapToObj(SomeDeliveries::webhook).toList());
  }

  @Test
  void letsQueuesWaitUntilItIsEmpty() {
    // Given
    broker.refuse();
    Spool spool = spool();
    SpoolingIntake intake = intake(spool);
    awaitAll(List.of(accept(intake, 1)));

    // When
    CompletableFuture<Receipt> fromQueue =
        intake.accept(SomeDeliveries.sqs(2)).toCompletableFuture();
    assertThat(fromQueue).isNotDone();
    broker.answering(delivery -> CompletableFuture.completedFuture(new Receipt.Stored()));

    // Then
    assertThat(fromQueue.join().isStored()).isTrue();
    List<Delivery> offered = broker.deliveries();
    assertThat(offered.get(offered.size() - 2)).isEqualTo(SomeDeliveries.webhook(1));
    assertThat(offered.get(offered.size() - 1)).isEqualTo(SomeDeliveries.sqs(2));
  }

  @Test
  void takesUpWhatAnEarlierProcessLeft() throws Exception {
    // Given
    leave(1000);

    // When
    Spool spool = spool();

    // Then
    assertThat(spool.depth()).isEqualTo(1000);
    assertThat(handedOn(spool)).containsExactlyElementsOf(deliveries(0, 1000));
  }

  @Test
  void dropsATornTailThatWasNeverAcknowledged() throws Exception {
    // Given
    Path file = leave(10);
    ByteBuffer unfinished = Frame.encode(SomeDeliveries.webhook(10));
    Files.write(file, part(unfinished, unfinished.limit() - 3), StandardOpenOption.APPEND);

    // When
    List<Delivery> handedOn = handedOn(spool());

    // Then
    assertThat(handedOn).containsExactlyElementsOf(deliveries(0, 10));
    assertThat(count("bridge.spool.torn")).isEqualTo(1);
    assertThat(count("bridge.spool.set_aside")).isZero();
  }

  @Test
  void handsOnWhatIsWholeInADamagedFileAndKeepsTheFile() throws Exception {
    // Given: one flipped byte within the fifth of ten
    Path file = leave(10);
    byte[] bytes = Files.readAllBytes(file);
    int frame = Frame.encode(SomeDeliveries.webhook(0)).limit();
    bytes[4 * frame + frame / 2] = (byte) ~bytes[4 * frame + frame / 2];
    Files.write(file, bytes);

    // When
    List<Delivery> handedOn = handedOn(spool());

    // Then
    List<Delivery> expected = new ArrayList<>(deliveries(0, 10));
    expected.remove(4);
    assertThat(handedOn).containsExactlyElementsOf(expected);
    assertThat(files(".damaged")).hasSize(1);
    assertThat(count("bridge.spool.set_aside")).isEqualTo(1);
  }

  @Test
  void refusesWhenItIsFullAndSaysSoBefore() throws Exception {
    // Given
    broker.refuse();
    Spool spool = spool();
    Delivery large = SomeDeliveries.webhook(1, 1 << 20);

    // When
    while (spool.append(large).join()) {
      // until there is no room
    }

    // Then
    assertThat(spool.condition().state()).isEqualTo(State.NOT_READY);
    assertThat(spool.hasRoom()).isFalse();
    assertThat(spool.bytes()).isBetween(LIMIT * 8 / 10, LIMIT);
    assertThat(sizeOnDisk()).isLessThanOrEqualTo(LIMIT);
    assertThat(count("bridge.spool.refused")).isEqualTo(1);

    // And then
    SpoolingIntake intake = intake(spool);
    broker.answering(delivery -> CompletableFuture.completedFuture(new Receipt.Stored()));
    await().until(() -> spool.depth() == 0);
    assertThat(spool.condition().state()).isEqualTo(State.READY);
    assertThat(accept(intake, 1).join().isStored()).isTrue();
  }

  @Test
  void acknowledgesNothingThatAFullDiskDidNotTakeAndGoesOnWhenThereIsRoomAgain() {
    // Given
    FullDisk disk = new FullDisk();
    Spool spool = register(Spool.start(directory, LIMIT, disk, InstantSource.system(), metrics));
    assertThat(spool.append(SomeDeliveries.webhook(0)).join()).isTrue();

    // When
    disk.room = 50;
    boolean taken = spool.append(SomeDeliveries.webhook(1)).join();
    State whileFull = spool.condition().state();
    disk.room = Long.MAX_VALUE;

    // Then
    assertThat(taken).isFalse();
    assertThat(whileFull).isEqualTo(State.WARNING);
    assertThat(spool.append(SomeDeliveries.webhook(2)).join()).isTrue();
    assertThat(spool.condition().state()).isEqualTo(State.READY);
    assertThat(handedOn(spool))
        .containsExactly(SomeDeliveries.webhook(0), SomeDeliveries.webhook(2));
    assertThat(count("bridge.spool.write_failed")).isEqualTo(1);
  }

  @Test
  void givesTheBrokersWordWhenItCannotBeUsed() throws Exception {
    // Given: no directory, but a file
    Path file = Files.createFile(directory.resolve("file"));
    Spool spool =
        register(
            Spool.start(new SpoolSettings(file, LIMIT, PATIENCE), InstantSource.system(), metrics));
    SpoolingIntake intake = intake(spool);

    // When
    Receipt stored = accept(intake, 1).join();
    broker.refuse();
    Receipt refused = accept(intake, 2).join();

    // Then
    assertThat(spool.condition().state()).isEqualTo(State.WARNING);
    assertThat(stored.isStored()).isTrue();
    assertThat(refused.isStored()).isFalse();
  }

  @Test
  void isOneProcessesAtATime() {
    // Given
    spool();

    // When
    Spool second = spool();

    // Then
    assertThat(second.hasRoom()).isFalse();
    assertThat(second.append(SomeDeliveries.webhook(1)).join()).isFalse();
  }

  @Test
  void writesManyWithOneSync() {
    // Given
    FullDisk disk = new FullDisk();
    Spool spool = register(Spool.start(directory, LIMIT, disk, InstantSource.system(), metrics));

    // When
    awaitTaken(IntStream.range(0, 2000).mapToObj(SomeDeliveries::webhook).map(spool::append));

    // Then
    assertThat(disk.forced.get()).isLessThan(1000);
  }

  private Spool spool() {
    return register(
        Spool.start(
            new SpoolSettings(directory, LIMIT, PATIENCE), InstantSource.system(), metrics));
  }

  private SpoolingIntake intake(Spool spool) {
    return register(SpoolingIntake.start(broker, spool, PATIENCE, PAUSE));
  }

  private <T extends AutoCloseable> T register(T one) {
    open.add(one);
    return one;
  }

  /** Leaves that many in a directory, as a process does that ends, and tells the file. */
  private Path leave(int deliveries) {
    try (Spool spool =
        Spool.start(
            new SpoolSettings(directory, LIMIT, PATIENCE), InstantSource.system(), metrics)) {
      awaitTaken(
          IntStream.range(0, deliveries).mapToObj(SomeDeliveries::webhook).map(spool::append));
    }
    return files(".spool").get(0);
  }

  private List<Delivery> handedOn(Spool spool) {
    intake(spool);
    await().atMost(Duration.ofSeconds(30)).until(() -> spool.depth() == 0);
    await().until(() -> files(".spool").isEmpty());
    return broker.deliveries();
  }

  private static List<Delivery> deliveries(int from, int to) {
    return IntStream.range(from, to).mapToObj(SomeDeliveries::webhook).toList();
  }

  private static CompletableFuture<Receipt> accept(SpoolingIntake intake, int number) {
    return intake.accept(SomeDeliveries.webhook(number)).toCompletableFuture();
  }

  private static void awaitAll(List<CompletableFuture<Receipt>> receipts) {
    receipts.forEach(CompletableFuture::join);
  }

  private static void awaitTaken(Stream<CompletableFuture<Boolean>> taken) {
    assertThat(taken.toList()).allMatch(CompletableFuture::join);
  }

  private double count(String meter) {
    return meters.find(meter).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  private List<Path> files(String ending) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long sizeOnDisk() {
    return files(".spool").stream().mapToLong(file -> file.toFile().length()).sum();
  }

  private static byte[] part(ByteBuffer bytes, int length) {
    byte[] part = new byte[length];
    bytes.get(part);
    return part;
  }

  /** A disk with so much room; counts what is forced to it. */
  private static final class FullDisk implements Disk {
    private volatile long room = Long.MAX_VALUE;
    private final AtomicInteger forced = new AtomicInteger();

    @Override
    public FileChannel create(Path file) throws IOException {
      return new FullChannel(Disk.REAL.create(file), this);
    }
  }

  private static final class FullChannel extends DelegatingFileChannel {
    private final FullDisk disk;

    FullChannel(FileChannel behind, FullDisk disk) {
      super(behind);
      this.disk = disk;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      long size = 0;
      for (ByteBuffer source : sources) {
        size += source.remaining();
      }
      if (size > disk.room) { // a disk takes what fits, and then no more
        ByteBuffer fits = sources[0].duplicate();
        behind().write(fits.limit((int) Math.min(fits.limit(), disk.room)));
        throw new IOException("No space left on device");
      }
      return behind().write(sources, offset, length);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      disk.forced.incrementAndGet();
      super.force(metadata);
    }
  }
}
