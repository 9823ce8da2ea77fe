package org.liveevents.benchmarks.run;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liveevents.benchmarks.competitor.CompetitorProcess;
import org.liveevents.benchmarks.competitor.TwoViews;
import org.liveevents.benchmarks.corpus.CorpusSettings;
import picocli.CommandLine.Option;

/** What one run measures, and with what. Each growth curve is one option varied. */
final class RunOptions {

  static final long SHARD = 1042;

  @Option(
      names = "--events",
      defaultValue = "2000000",
      description = "Distinct events. Default: ${DEFAULT-VALUE}")
  int events;

  @Option(
      names = "--warm-up",
      defaultValue = "0.5",
      description =
          "Share of the records that is left out of the figures, 0 to 1. Default: ${DEFAULT-VALUE}")
  double warmUp;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Rounds; ratios are paired per round. Default: ${DEFAULT-VALUE}")
  int rounds;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Of the raw topic. Default: ${DEFAULT-VALUE}")
  int partitions;

  @Option(
      names = "--typed-partitions",
      defaultValue = "3",
      description = "Of every typed topic. Default: ${DEFAULT-VALUE}")
  int typedPartitions;

  @Option(
      names = "--threads",
      defaultValue = "2",
      description = "Stream threads of each competitor. Default: ${DEFAULT-VALUE}")
  int threads;

  @Option(
      names = "--codec",
      defaultValue = "lz4",
      description = "Of all producers: none, lz4, ... Default: ${DEFAULT-VALUE}")
  String codec = "";

  @Option(
      names = "--commit-ms",
      defaultValue = "200",
      description = "Commit interval of each competitor. Default: ${DEFAULT-VALUE}")
  int commitMillis;

  @Option(
      names = "--linger-ms",
      defaultValue = "1000",
      description = "Of all producers. Default: ${DEFAULT-VALUE}")
  int lingerMillis;

  @Option(
      names = "--disorder",
      defaultValue = "20",
      description =
          "The longest way from Canvas to us, in seconds; less than the grace. Default:"
              + " ${DEFAULT-VALUE}")
  int disorderSeconds;

  @Option(
      names = "--grace",
      defaultValue = "30s",
      description = "How long events wait. Default: ${DEFAULT-VALUE}")
  String grace = "";

  @Option(
      names = "--window",
      defaultValue = "24h",
      description = "How long events are remembered. Default: ${DEFAULT-VALUE}")
  String window = "";

  @Option(
      names = "--per-second",
      defaultValue = "300",
      description =
          "Events in a second of event time: with more, more wait within the grace. Default: ${DEFAULT-VALUE}")
  int perSecond;

  @Option(names = "--courses", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}")
  int courses;

  @Option(
      names = "--present",
      defaultValue = "0.1",
      description =
          "Share of a course's students who are at it in any twenty minutes, 0 to 1; with 1 each event is of any student. Default: ${DEFAULT-VALUE}")
  double present;

  @Option(
      names = "--hot",
      defaultValue = "0",
      description = "Share of all events that one course has, 0 to 1. Default: ${DEFAULT-VALUE}")
  double hot;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of all chance. Default: ${DEFAULT-VALUE}")
  long seed;

  @Option(
      names = "--only",
      split = ",",
      description =
          "Of copy, split, ours, ours-2 (two views), textbook and the variants; all if left out.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--variant",
      description =
          "Ours with other settings, such as --variant no-grace:REORDER_GRACE=0s,KEY=VALUE; may stand more than once. Of a variant's outputs order and views are not checked.")
  List<String> variants = new ArrayList<>();

  @Option(
      names = "--topology-jar",
      description = "Measure this build of the topology. Default: the one built along.")
  @Nullable Path topologyJar;

  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Of each competitor. Default: ${DEFAULT-VALUE}")
  String heap = "";

  @Option(
      names = "--collector",
      defaultValue = "G1",
      description = "Of each competitor: Parallel, G1, Serial, Z. Default: ${DEFAULT-VALUE}")
  String collector = "";

  @Option(
      names = "--java-options",
      defaultValue = "",
      description = "Of each competitor, beside heap and collector, with spaces between.")
  String javaOptions = "";

  @Option(names = "--kill", description = "Also kill each pipeline half-way and time its return.")
  boolean kill;

  @Option(
      names = "--latency-seconds",
      defaultValue = "0",
      description =
          "Also feed each competitor half of what it managed, for so long, and time the way through. Default: ${DEFAULT-VALUE}")
  int latencySeconds;

  @Option(
      names = "--latency-warm-up",
      defaultValue = "60",
      description =
          "Seconds of the same feed before it, which are left out. Default: ${DEFAULT-VALUE}")
  int latencyWarmUpSeconds;

  @Option(
      names = "--latency-grace",
      defaultValue = "1s",
      description = "The grace meanwhile. Default: ${DEFAULT-VALUE}")
  String latencyGrace = "";

  @Option(
      names = "--directory",
      description = "Where broker and state lie; emptied afterwards. Default: a temporary one.")
  @Nullable Path directory;

  CorpusSettings corpus(Instant start) {
    return new CorpusSettings(
        seed,
        events,
        start,
        perSecond,
        courses,
        present,
        hot,
        0.05,
        0.0005,
        Duration.ofSeconds(disorderSeconds));
  }

  List<Competitor> competitors() {
    List<Competitor> all = new ArrayList<>();
    all.add(ofUs("copy", Competitor.Makes.COPIES));
    all.add(ofUs("split", Competitor.Makes.COPIES));
    all.add(new Competitor("ours", topology(), Map.of(), Competitor.Makes.PIPELINE));
    all.add(new Competitor("ours-2", twoViews(), Map.of(), Competitor.Makes.PIPELINE));
    variants.forEach(variant -> all.add(variant(variant)));
    all.add(ofUs("textbook", Competitor.Makes.PIPELINE_WITHOUT_CALIPER));
    all.removeIf(competitor -> !only.isEmpty() && !only.contains(competitor.name()));
    return all;
  }

  private static Competitor ofUs(String name, Competitor.Makes makes) {
    return new Competitor(
        name,
        List.of(
            "-cp", System.getProperty("java.class.path"), CompetitorProcess.class.getName(), name),
        Map.of(),
        makes);
  }

  private Competitor variant(String text) {
    String[] parts = text.split(":", 2);
    Map<String, String> environment = new TreeMap<>();
    for (String setting : parts[1].split(",", -1)) {
      String[] pair = setting.split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    return new Competitor(parts[0], topology(), environment, Competitor.Makes.EVENTS);
  }

  private List<String> topology() {
    return topologyJar == null
        ? List.of("-cp", System.getProperty("java.class.path"), "org.liveevents.streams.Main")
        : List.of("-jar", topologyJar.toString());
  }

  /** The chosen topology comes first on the class path. */
  private List<String> twoViews() {
    String path = System.getProperty("java.class.path");
    return List.of(
        "-cp",
        topologyJar == null ? path : topologyJar + File.pathSeparator + path,
        TwoViews.class.getName());
  }

  /** What all competitors are told alike; the topology's own keys mean nothing to the others. */
  Map<String, String> environment(String bootstrap, String prefix, String group, Path state) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("JAVA_TOOL_OPTIONS", javaOptions);
    environment.put("TOPIC_PREFIX", prefix);
    environment.put("RAW_PARTITIONS", Integer.toString(partitions));
    environment.put("TYPED_PARTITIONS", Integer.toString(typedPartitions));
    environment.put("CANVAS_DEFAULT_SHARD", Long.toString(SHARD));
    environment.put("REORDER_GRACE", grace);
    environment.put("DEDUPE_WINDOW", window);
    environment.put("QUERY_AUTH", "none");
    environment.put("QUERY_PORT", "0");
    environment.put("MANAGEMENT_PORT", "0");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrap);
    environment.put("KAFKA_APPLICATION_ID", group);
    environment.put("KAFKA_GROUP_INSTANCE_ID", "bench");
    environment.put("KAFKA_STATE_DIR", state.toString());
    environment.put("KAFKA_NUM_STREAM_THREADS", Integer.toString(threads));
    environment.put("KAFKA_COMMIT_INTERVAL_MS", Integer.toString(commitMillis));
    environment.put("KAFKA_PRODUCER_COMPRESSION_TYPE", codec);
    environment.put("KAFKA_PRODUCER_LINGER_MS", Integer.toString(lingerMillis));
    environment.put("KAFKA_PRODUCER_BATCH_SIZE", "131072");
    return environment;
  }
}
