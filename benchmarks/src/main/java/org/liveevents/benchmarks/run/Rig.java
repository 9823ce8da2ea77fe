package org.liveevents.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Runs one competitor after the other on the same raw topic, and measures. */
final class Rig {

  /**
   * The class path has the broker's logger too, which the service doesn't, and takes long to set
   * up.
   */
  private static final String AS_INSTALLED = "-Dorg.jboss.logging.provider=slf4j";

  private static final Duration LONGEST = Duration.ofHours(2);
  private static final int SECOND = 1000;

  private final RunOptions options;
  private final String bootstrap;
  private final Cluster cluster;
  private final JavaProcess broker;
  private final Path directory;
  private final PrintStream progress;

  Rig(
      RunOptions options,
      String bootstrap,
      Cluster cluster,
      JavaProcess broker,
      Path directory,
      PrintStream progress) {
    this.options = options;
    this.bootstrap = bootstrap;
    this.cluster = cluster;
    this.broker = broker;
    this.directory = directory;
    this.progress = progress;
  }

  /** A moment in a run. */
  private record Sight(long nanos, long committed, Duration cpu, Duration brokerCpu) {}

  /** One competitor, from an empty state to the end of the raw topic, checked. */
  Measured measure(Competitor competitor, int round, Truth truth)
      throws InterruptedException, IOException {
    cluster.createOutputs();
    String group = "bench-" + competitor.name() + "-" + round;
    Path state = Files.createDirectories(directory.resolve(group));
    long end = cluster.rawEnd();
    Measured measured;
    try (JavaProcess process = start(competitor, group, state, Map.of())) {
      Sight begin = sight(0, process);
      Sight last = begin;
      while (last.committed < end) {
        check(process, begin);
        Thread.sleep(50);
        last = sight(cluster.committed(group), process);
        if (begin.committed == 0
            && last.committed >= options.warmUp * end
            && last.committed < end) {
          begin = last;
        }
      }
      List<String> differences = differences(competitor, truth);
      long records = last.committed - begin.committed;
      measured =
          new Measured(
              competitor.name(),
              round,
              records * 1e9 / (last.nanos - begin.nanos),
              micros(begin.cpu, last.cpu, records),
              micros(begin.brokerCpu, last.brokerCpu, records),
              (double) cluster.bytes(name -> cluster.isOutput(name) && !cluster.isInternal(name))
                  / end,
              (double) cluster.bytes(cluster::isInternal) / end,
              (double) process.allocated() / end,
              process.peakMemory(),
              differences);
    } finally {
      Utils.delete(state.toFile());
    }
    progress.printf(
        "round %d %-10s %,9.0f events/s, %5.1f + %4.1f us CPU, %s%n",
        round,
        competitor.name(),
        measured.eventsPerSecond(),
        measured.cpuMicros(),
        measured.brokerMicros(),
        measured.differences().isEmpty() ? "exact" : measured.differences());
    return measured;
  }

  /**
   * Kills a competitor half-way and starts it again.
   *
   * @param differences where what is wrong in the end is added
   * @return from the second start to the first new commit
   */
  Duration kill(Competitor competitor, Truth truth, List<String> differences)
      throws InterruptedException, IOException {
    cluster.createOutputs();
    String group = "bench-" + competitor.name() + "-kill";
    Path state = Files.createDirectories(directory.resolve(group));
    long end = cluster.rawEnd();
    try {
      try (JavaProcess process = start(competitor, group, state, Map.of())) {
        Sight begin = sight(0, process);
        while (cluster.committed(group) < end / 2) {
          check(process, begin);
          Thread.sleep(20);
        }
        process.kill();
      }
      long before = cluster.committed(group);
      try (JavaProcess process = start(competitor, group, state, Map.of())) {
        Sight begin = sight(before, process);
        while (cluster.committed(group) <= Math.min(before, end - 1)) {
          check(process, begin);
          Thread.sleep(20);
        }
        Duration away = Duration.ofNanos(System.nanoTime() - begin.nanos);
        while (cluster.committed(group) < end) {
          check(process, begin);
          Thread.sleep(100);
        }
        differences.addAll(differences(competitor, truth));
        return away;
      }
    } finally {
      Utils.delete(state.toFile());
    }
  }

  /**
   * What differs, once all that waits has had its time to leave. Of roofs too: what a killed
   * process left open is in the way of readers until it is given up.
   */
  private List<String> differences(Competitor competitor, Truth truth) throws InterruptedException {
    Outputs outputs = read();
    long patience = System.nanoTime() + graceOf(competitor).plus(Duration.ofSeconds(30)).toNanos();
    while (!outputs.differences(truth, competitor.makes()).isEmpty()
        && System.nanoTime() < patience) {
      Thread.sleep(2 * SECOND);
      outputs = read();
    }
    List<String> differences = outputs.differences(truth, competitor.makes());
    return differences.subList(0, Math.min(5, differences.size()));
  }

  private Outputs read() throws InterruptedException {
    return Outputs.read(bootstrap, cluster.topics().prefix(), cluster.outputs());
  }

  private Duration graceOf(Competitor competitor) {
    String grace = competitor.environment().getOrDefault("REORDER_GRACE", options.grace);
    return Duration.parse("PT" + grace.toUpperCase(java.util.Locale.ROOT));
  }

  JavaProcess start(Competitor competitor, String group, Path state, Map<String, String> further) {
    Map<String, String> environment =
        new HashMap<>(options.environment(bootstrap, cluster.topics().prefix(), group, state));
    environment.putAll(competitor.environment());
    environment.putAll(further);
    return JavaProcess.start(
        List.of("-Xmx" + options.heap, "-XX:+Use" + options.collector + "GC", AS_INSTALLED),
        competitor.program(),
        environment,
        directory.resolve(group + ".log"));
  }

  private Sight sight(long committed, @Nullable JavaProcess process) {
    return new Sight(
        System.nanoTime(),
        committed,
        process == null ? Duration.ZERO : process.cpu(),
        broker.cpu());
  }

  private void check(JavaProcess process, Sight begin) {
    if (!process.isAlive() || System.nanoTime() - begin.nanos > LONGEST.toNanos()) {
      String printed = process.printed();
      throw new IllegalStateException(
          "it ended or never ends: " + printed.substring(Math.max(0, printed.length() - 4000)));
    }
  }

  private static double micros(Duration from, Duration to, long records) {
    return to.minus(from).toNanos() / 1e3 / Math.max(1, records);
  }
}
