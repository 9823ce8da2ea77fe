package org.liveevents.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.quickstart.embedded.FreePorts;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.topic.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The table: one broker in a process of its own, one corpus written once, every competitor on it in
 * turn and in rounds, each in a process of its own, everything checked.
 */
@Command(
    name = "run",
    description = "The pipeline beside its roofs and a textbook version, in one table.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  private final PrintStream out;
  private final List<Measured> measured = new ArrayList<>();
  private final Map<String, String> restores = new TreeMap<>();
  private final Map<String, String> typedLatency = new TreeMap<>();
  private final Map<String, String> viewLatency = new TreeMap<>();
  private boolean wrong;

  /** A command that tells there how it goes and, in the end, the table. */
  public RunCommand(PrintStream out) {
    this.out = out;
  }

  /** Measures; 0 if all outputs were right, else 1. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory =
        options.directory == null
            ? Files.createTempDirectory("live-events-bench")
            : Files.createDirectories(options.directory);
    int port = FreePorts.free();
    String bootstrap = "127.0.0.1:" + port;
    try (JavaProcess broker = broker(directory, port);
        Cluster cluster = cluster(bootstrap, Topics.DEFAULT_PREFIX)) {
      cluster.await();
      Truth truth = write(bootstrap, cluster);
      Rig rig = new Rig(options, bootstrap, cluster, broker, directory, out);
      rounds(rig, truth);
      if (options.kill) {
        kills(rig, truth);
      }
      if (options.latencySeconds > 0) {
        latencies(bootstrap, broker, directory);
      }
    } finally {
      Utils.delete(directory.toFile());
    }
    out.println();
    out.print(new Table(measured, restores, typedLatency, viewLatency).markdown());
    return wrong ? 1 : 0;
  }

  private JavaProcess broker(Path directory, int port) {
    return JavaProcess.start(
        List.of("-Xmx1g", "-XX:+UseG1GC", "-cp", System.getProperty("java.class.path")),
        List.of(
            BrokerMain.class.getName(),
            directory.resolve("broker").toString(),
            Integer.toString(port)),
        Map.of(),
        directory.resolve("broker.log"));
  }

  private Cluster cluster(String bootstrap, String prefix) {
    return new Cluster(
        bootstrap,
        new PipelineTopics(new Topics(prefix), options.partitions, options.typedPartitions));
  }

  private Truth write(String bootstrap, Cluster cluster) throws InterruptedException {
    cluster.createRaw();
    // It ends now, so that nothing is old enough for the broker to drop it.
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Corpus corpus = new Corpus(options.corpus(now.minus(options.corpus(now).span())));
    try (RawWriter writer = new RawWriter(bootstrap, cluster.topics().raw(), options.codec)) {
      Truth truth = writer.write(corpus);
      out.printf(
          "%,d events in %,d raw records, %,d MiB in the log%n",
          truth.events(),
          truth.raw().count(),
          cluster.bytes(name -> name.equals(cluster.topics().raw())) / (1024 * 1024));
      return truth;
    }
  }

  /** Every round begins with another one. */
  private void rounds(Rig rig, Truth truth) throws IOException, InterruptedException {
    List<Competitor> competitors = options.competitors();
    for (int round = 1; round <= options.rounds; round++) {
      for (Competitor competitor : competitors) {
        Measured one = rig.measure(competitor, round, truth);
        wrong |= !one.differences().isEmpty();
        measured.add(one);
      }
      Collections.rotate(competitors, 1);
    }
  }

  private void kills(Rig rig, Truth truth) throws IOException, InterruptedException {
    for (Competitor competitor : options.competitors()) {
      List<String> differences = new ArrayList<>();
      Duration away = rig.kill(competitor, truth, differences);
      wrong |= !differences.isEmpty();
      restores.put(competitor.name(), "%.1f".formatted(away.toMillis() / 1000.0));
      out.printf(
          "kill %-10s at work again after %d ms, %s%n",
          competitor.name(), away.toMillis(), differences.isEmpty() ? "exact" : differences);
    }
  }

  private void latencies(String bootstrap, JavaProcess broker, Path directory)
      throws IOException, InterruptedException {
    for (Competitor competitor : options.competitors()) {
      double most =
          measured.stream()
              .filter(one -> one.competitor().equals(competitor.name()))
              .mapToDouble(Measured::eventsPerSecond)
              .min()
              .orElseThrow();
      try (Cluster cluster = cluster(bootstrap, "live-" + competitor.name())) {
        cluster.createRaw();
        cluster.createOutputs();
        latency(competitor, (int) Math.max(1, most / 2), bootstrap, cluster, broker, directory);
      }
    }
  }

  private void latency(
      Competitor competitor,
      int perSecond,
      String bootstrap,
      Cluster cluster,
      JavaProcess broker,
      Path directory)
      throws IOException, InterruptedException {
    String group = "bench-live-" + competitor.name();
    Path state = Files.createDirectories(directory.resolve(group));
    Rig rig = new Rig(options, bootstrap, cluster, broker, directory, out);
    Instant start = Instant.now().plusSeconds(1);
    Latency latency =
        new Latency(bootstrap, cluster, start.plusSeconds(options.latencyWarmUpSeconds));
    try (RawWriter writer = new RawWriter(bootstrap, cluster.topics().raw(), options.codec);
        JavaProcess process =
            rig.start(competitor, group, state, Map.of("REORDER_GRACE", options.latencyGrace))) {
      writer.writeLive(
          new Corpus(
              options
                  .corpus(start)
                  .live(perSecond, options.latencyWarmUpSeconds + options.latencySeconds)));
      long end = cluster.rawEnd();
      while (process.isAlive() && cluster.committed(group) < end) {
        Thread.sleep(100);
      }
      Thread.sleep(3000);
    } finally {
      latency.close();
      Utils.delete(state.toFile());
    }
    typedLatency.put(competitor.name(), latency.typed());
    viewLatency.put(competitor.name(), latency.states());
    out.printf(
        "live %-10s %,d events/s: typed %s ms, views %s ms%n",
        competitor.name(), perSecond, latency.typed(), latency.states());
  }
}
