package org.liveevents.tools.size;

/**
 * What a load needs. The rates are far below what is measured, so that a broker may fail and a
 * backlog be caught up with; the bytes are what the code takes.
 */
final class Sizing {

  /** What one partition is asked to carry; a thread manages several times that. */
  static final int EVENTS_PER_PARTITION = 1_000;

  /** What one instance of the topology is asked to carry, and one bridge. */
  static final int EVENTS_PER_INSTANCE = 5_000;

  /** Key, headers and framing of a raw record. */
  static final int RAW_OVERHEAD = 300;

  /** The same of a typed record, which has the CloudEvents headers. */
  static final int TYPED_OVERHEAD = 600;

  static final int RAW_DAYS = 7;
  static final int TYPED_DAYS = 30;

  /** What a partition has of remembered ids on the heap, however many there are, in MiB. */
  static final double PARTITION_HEAP = 2.5;

  /** A remembered id in its store, twice because of what awaits compaction. */
  static final int REMEMBERED_DISK = 2 * 21;

  /** A waiting event on the heap beside its JSON. */
  static final int WAITING_OVERHEAD = 700;

  /** A term: in its course every sixth event is the first word on something a view keeps. */
  static final int VIEW_DAYS = 150;

  static final int EVENTS_PER_VIEW_ENTRY = 6;
  static final int VIEW_ENTRY = 400;

  private static final long MIB = 1024 * 1024;
  private static final int PARTITION_STEP = 12;
  private static final int FEWEST_INSTANCES = 2;
  private static final long BASE_HEAP = 384 * MIB;

  /** RocksDB's cache, threads, the JVM's own. */
  private static final long BESIDE_HEAP = 640 * MIB;

  private final Load load;

  Sizing(Load load) {
    this.load = load;
  }

  /** A multiple of twelve, which two, three, four and six instances share evenly. */
  int rawPartitions() {
    double wanted = load.peakRate() * load.growth() / EVENTS_PER_PARTITION;
    return PARTITION_STEP * (int) Math.max(1, Math.ceil(wanted / PARTITION_STEP));
  }

  int instances() {
    return (int) Math.max(FEWEST_INSTANCES, Math.ceil(load.peakRate() / EVENTS_PER_INSTANCE) + 1);
  }

  double rawDisk() {
    return onBrokers(load.eventsPerDay() * (double) RAW_DAYS, load.eventBytes() + RAW_OVERHEAD);
  }

  double typedDisk() {
    return onBrokers(load.eventsPerDay() * (double) TYPED_DAYS, load.eventBytes() + TYPED_OVERHEAD);
  }

  /** State topics and changelogs, which hold much the same. */
  double stateDisk() {
    return onBrokers(viewEntries(), 2.0 * VIEW_ENTRY)
        + load.remembered() * REMEMBERED_DISK * load.replicas();
  }

  /** All instances' heaps together; any of them may have to do with one less. */
  double instanceHeap() {
    double shared =
        rawPartitions() * PARTITION_HEAP * MIB
            + 2 * load.waiting() * (WAITING_OVERHEAD + load.eventBytes());
    return BASE_HEAP + shared / Math.max(1, instances() - 1);
  }

  double instanceMemory() {
    return instanceHeap() + BESIDE_HEAP;
  }

  /** Of one instance: its own partitions and, as a standby, as many of the others'. */
  double instanceDisk() {
    double all = load.remembered() * REMEMBERED_DISK + viewEntries() * VIEW_ENTRY;
    return 2 * all / Math.max(1, instances() - 1);
  }

  double brokerTraffic() {
    double written = load.eventBytes() + RAW_OVERHEAD + load.eventBytes() + TYPED_OVERHEAD;
    return load.peakRate() * written / load.compression() * load.replicas();
  }

  double viewEntries() {
    return load.eventsPerDay() * (double) VIEW_DAYS / EVENTS_PER_VIEW_ENTRY;
  }

  private double onBrokers(double records, double bytes) {
    return records * bytes / load.compression() * load.replicas();
  }
}
