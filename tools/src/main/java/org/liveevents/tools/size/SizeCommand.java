package org.liveevents.tools.size;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reckons how large an installation has to be. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reckons partitions, instances, memory and disk, and shows how.",
      "DEDUPE_WINDOW, REORDER_GRACE and REPLICATION_FACTOR are read like the services' settings."
    })
public final class SizeCommand implements Callable<Integer> {

  private static final int USUAL_REPLICAS = 3;

  private final PrintStream out;

  @Option(
      names = "--events-per-day",
      required = true,
      paramLabel = "N",
      description = "received on a busy day, copies included")
  private long eventsPerDay;

  @Option(
      names = "--event-bytes",
      defaultValue = "1300",
      paramLabel = "BYTES",
      description = "of an event, on average (default: ${DEFAULT-VALUE})")
  private int eventBytes;

  @Option(
      names = "--peak",
      defaultValue = "6",
      paramLabel = "FACTOR",
      description = "the busiest minutes beside the day's average (default: ${DEFAULT-VALUE})")
  private double peak;

  @Option(
      names = "--growth",
      defaultValue = "4",
      paramLabel = "FACTOR",
      description = "for which the partitions must last (default: ${DEFAULT-VALUE})")
  private double growth;

  @Option(
      names = "--compression",
      defaultValue = "3",
      paramLabel = "FACTOR",
      description = "of lz4 on the brokers' disks (default: ${DEFAULT-VALUE})")
  private double compression;

  @Mixin private Configuration configuration = new Configuration();

  /** A command that prints to that stream. */
  public SizeCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    Load load = load(configuration.settings());
    print(load, new Sizing(load));
    return Exit.DONE.number();
  }

  private Load load(Settings settings) {
    Duration window =
        settings.duration(Key.DEDUPE_WINDOW, Duration.ofSeconds(1), Duration.ofDays(14));
    Duration grace = settings.duration(Key.REORDER_GRACE, Duration.ZERO, Duration.ofHours(1));
    int replicas = settings.integerIfSet(Key.REPLICATION_FACTOR, 1, 100).orElse(USUAL_REPLICAS);
    settings.check();
    try {
      return new Load(eventsPerDay, eventBytes, peak, growth, compression, replicas, window, grace);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(Exit.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void print(Load load, Sizing sizing) {
    out.println(
        Words.number(load.eventsPerDay())
            + " events a day of "
            + Words.number(load.eventBytes())
            + " bytes, remembered for "
            + Words.duration(load.window())
            + ", waiting for "
            + Words.duration(load.grace())
            + ", "
            + load.replicas()
            + " replicas");
    out.println();
    Table table = new Table("what", "size", "how");
    table.row("peak", rate(load.peakRate()), "events a day / 86,400 s x " + plain(load.peak()));
    table.row(
        "RAW_PARTITIONS",
        Integer.toString(sizing.rawPartitions()),
        "peak x growth %s / %,d events/s each, up to a multiple of 12"
            .formatted(plain(load.growth()), Sizing.EVENTS_PER_PARTITION));
    table.row(
        "topology instances",
        Integer.toString(sizing.instances()),
        "peak / %,d events/s each, and one more".formatted(Sizing.EVENTS_PER_INSTANCE));
    table.row(
        "heap of each",
        Bytes.text(sizing.instanceHeap()),
        "384 MiB + (partitions x %s MiB + 2 x peak x grace x (event + %d B)) / (instances - 1)"
            .formatted(plain(Sizing.PARTITION_HEAP), Sizing.WAITING_OVERHEAD));
    table.row(
        "memory of each",
        Bytes.text(sizing.instanceMemory()),
        "heap + 640 MiB for RocksDB, threads and the JVM");
    table.row(
        "volume of each",
        Bytes.text(sizing.instanceDisk()),
        "2 x (remembered x %d B + entries of views x %d B) / (instances - 1)"
            .formatted(Sizing.REMEMBERED_DISK, Sizing.VIEW_ENTRY));
    table.row(
        "raw topic",
        Bytes.text(sizing.rawDisk()),
        "events x %d d x (event + %d B) / %s x replicas"
            .formatted(Sizing.RAW_DAYS, Sizing.RAW_OVERHEAD, plain(load.compression())));
    table.row(
        "typed topics",
        Bytes.text(sizing.typedDisk()),
        "events x %d d x (event + %d B) / %s x replicas"
            .formatted(Sizing.TYPED_DAYS, Sizing.TYPED_OVERHEAD, plain(load.compression())));
    table.row(
        "state and changelogs",
        Bytes.text(sizing.stateDisk()),
        "(2 x entries of views x %d B / %s + remembered x %d B) x replicas"
            .formatted(Sizing.VIEW_ENTRY, plain(load.compression()), Sizing.REMEMBERED_DISK));
    table.row(
        "written by brokers",
        Bytes.text(sizing.brokerTraffic()) + "/s",
        "peak x (2 x event + %d B) / %s x replicas"
            .formatted(Sizing.RAW_OVERHEAD + Sizing.TYPED_OVERHEAD, plain(load.compression())));
    table.print(out, "");
    out.println();
    out.println(
        "remembered = events a day x DEDUPE_WINDOW; entries of views = events a day x %d d / %d."
            .formatted(Sizing.VIEW_DAYS, Sizing.EVENTS_PER_VIEW_ENTRY));
    out.println("The disks of brokers are those of all brokers together; leave a third free.");
  }

  private static String rate(double perSecond) {
    return Words.number((long) Math.ceil(perSecond)) + "/s";
  }

  private static String plain(double factor) {
    return factor == Math.rint(factor)
        ? Long.toString((long) factor)
        : String.format(Locale.ROOT, "%.1f", factor);
  }
}
