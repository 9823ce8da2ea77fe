package org.liveevents.streams.query;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.liveevents.status.BridgeStatus;
import org.liveevents.streams.console.RejectedLately;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.ledger.Books;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.pulse.Pulse;
import org.liveevents.streams.validate.DriftLog;

/**
 * An instance whose stores and metadata are maps. Every partition is here unless said otherwise.
 */
final class FakeInstance implements Ownership, LocalStores {

  private static final Instant SINCE = Instant.parse("2026-08-01T00:00:00Z");
  static final String LEDGER = "ledger";
  static final Instant TODAY = Instant.parse("2026-08-10T00:00:00Z");

  private final int count;
  private final Map<Integer, Owner> owners = new HashMap<>();
  private final Map<Integer, List<Owner>> copies = new HashMap<>();
  private final Set<Integer> copied = new HashSet<>();
  private final Map<Integer, String> away = new HashMap<>();
  private final Map<Integer, Map<String, Map<String, byte[]>>> partitions = new HashMap<>();
  private final Map<String, TreeMap<Instant, byte[]>> versions = new HashMap<>();
  private DriftLog drift = drift(SINCE);
  private boolean known = true;
  private final List<String> others = new ArrayList<>();
  final Pulse pulse = new Pulse();
  final List<Restoring> restoring = new ArrayList<>();
  final List<BridgeStatus> bridges = new ArrayList<>();
  final RejectedLately rejected = new RejectedLately();
  private Changes changes = new FakeChanges();
  private Instant now = TODAY;

  FakeInstance(int count) {
    this.count = count;
  }

  FakeInstance owner(int partition, Owner owner) {
    owners.put(partition, owner);
    return this;
  }

  /** Who keeps copies, as far as this instance knows. */
  FakeInstance copies(int partition, Owner... holders) {
    copies.put(partition, List.of(holders));
    return this;
  }

  /** What is here of that partition is a copy. */
  FakeInstance copying(int partition) {
    copied.add(partition);
    return this;
  }

  FakeInstance allOwnedBy(Owner owner) {
    for (int partition = 0; partition < count; partition++) {
      owner(partition, owner);
    }
    return this;
  }

  /** That partition is being restored. */
  FakeInstance restoring(int partition) {
    away.put(partition, "being restored");
    return this;
  }

  FakeInstance alsoKnown(String... addresses) {
    others.addAll(List.of(addresses));
    return this;
  }

  FakeInstance at(Instant time) {
    now = time;
    return this;
  }

  FakeInstance knowingNothing() {
    known = false;
    return this;
  }

  FakeInstance with(Samples.Sample sample) {
    return put(of(sample.course()), sample.view().store(), sample.key(), sample.value().bytes());
  }

  /** A version of that value, which ended then. */
  FakeInstance version(Samples.Sample sample, Instant end) {
    versions
        .computeIfAbsent(Views.place(sample.view().store(), sample.key()), key -> new TreeMap<>())
        .put(end, sample.value().bytes());
    return this;
  }

  FakeInstance with(int partition, String key, LedgerLine line) {
    Map<String, LedgerLine> lines = new TreeMap<>();
    byte[] known =
        stores(partition).computeIfAbsent(LEDGER, name -> new TreeMap<>()).get(Books.KEY);
    if (known != null) {
      lines.putAll(Books.fromBytes(known).lines());
    }
    lines.put(key, line);
    Books.Place place = new Books.Place(0, 0, 0, 0, 0);
    return put(partition, LEDGER, Books.KEY, new Books(42, Instant.EPOCH, place, lines).toBytes());
  }

  FakeInstance with(DriftLog log) {
    drift = log;
    return this;
  }

  static DriftLog drift(Instant since) {
    return new DriftLog(InstantSource.fixed(since), new SimpleMeterRegistry());
  }

  FakeInstance with(Changes told) {
    changes = told;
    return this;
  }

  FakeInstance put(int partition, String store, String key, byte[] value) {
    stores(partition).computeIfAbsent(store, name -> new TreeMap<>()).put(key, value);
    return this;
  }

  /** The partition of a course. */
  int of(String course) {
    byte[] key = ("course:" + course).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % count;
  }

  QueryParts parts() {
    return new QueryParts(
        this,
        this,
        changes,
        LEDGER,
        drift,
        "Topologies:\n",
        Duration.ofDays(30),
        () -> now,
        new Insight(pulse, () -> restoring, () -> bridges, rejected));
  }

  @Override
  public OptionalInt partitions() {
    return known ? OptionalInt.of(count) : OptionalInt.empty();
  }

  @Override
  public OptionalInt partitionOf(String scopeKey) {
    return known ? OptionalInt.of(of(scopeKey.substring("course:".length()))) : OptionalInt.empty();
  }

  @Override
  public Owner owner(int partition) {
    return owners.getOrDefault(partition, new Owner.Here());
  }

  @Override
  public List<Owner> copies(int partition) {
    return copies.getOrDefault(partition, List.of());
  }

  @Override
  public List<Instance> instances() {
    List<Instance> all = new ArrayList<>();
    all.add(new Instance("here:8080", true, List.of(1, 0), List.of()));
    others.forEach(other -> all.add(new Instance(other, false, List.of(), List.of())));
    return all;
  }

  @Override
  public <T> Answer<T> read(int partition, Reading<T> reading) {
    if (away.containsKey(partition)) {
      return Answer.notReady("being restored");
    }
    OptionalLong next = OptionalLong.of(42);
    OptionalLong end = OptionalLong.of(45);
    return reading
        .from(new Maps(stores(partition), versions))
        .<Answer<T>>map(
            it -> new Answer.Found<>(it.value(), Freshness.active(next, end, it.eventTime())))
        .orElseGet(() -> new Answer.Absent<>(Freshness.active(next, end, null), SINCE));
  }

  @Override
  public <T> Answer<T> readCopy(int partition, Reading<T> reading) {
    if (!copied.contains(partition)) {
      return Answer.notReady("there is no copy");
    }
    OptionalLong end = OptionalLong.of(45);
    return reading
        .from(new Maps(stores(partition), versions))
        .<Answer<T>>map(
            it -> new Answer.Found<>(it.value(), Freshness.standby(40, end, it.eventTime())))
        .orElseGet(() -> new Answer.Absent<>(Freshness.standby(40, end, null), SINCE));
  }

  private Map<String, Map<String, byte[]>> stores(int partition) {
    return partitions.computeIfAbsent(partition, number -> new HashMap<>());
  }

  private record Maps(
      Map<String, Map<String, byte[]>> stores, Map<String, TreeMap<Instant, byte[]>> versions)
      implements Contents {

    @Override
    public Optional<byte[]> version(String store, String key, Instant at) {
      return Optional.ofNullable(versions.get(key))
          .map(times -> times.higherEntry(at))
          .map(Map.Entry::getValue);
    }

    @Override
    public Optional<byte[]> value(String store, String key) {
      return Optional.ofNullable(entries(store).get(key));
    }

    @Override
    public void scan(String store, KeyRange range, Visitor visitor) {
      for (Map.Entry<String, byte[]> entry : new ArrayList<>(entries(store).entrySet())) {
        if (range.contains(entry.getKey()) && !visitor.visit(entry.getKey(), entry.getValue())) {
          return;
        }
      }
    }

    private Map<String, byte[]> entries(String store) {
      return stores.getOrDefault(store, new TreeMap<>());
    }
  }
}
