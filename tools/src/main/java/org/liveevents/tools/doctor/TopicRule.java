package org.liveevents.tools.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.tools.command.Words;

/** Judges a topic by what it should be. */
final class TopicRule {

  /**
   * A topic as it is.
   *
   * @param replicas of the partition that has fewest
   * @param inSync of the partition that has fewest
   * @param settings by Kafka's names
   */
  record Actual(int partitions, int replicas, int inSync, Map<String, String> settings) {
    Actual {
      settings = Map.copyOf(settings);
    }
  }

  /** What a finding about a topic begins with. */
  static final String PREFIX = "topic ";

  private static final int REPLICATED = 3;

  private final TopicSpec wanted;
  private final Actual actual;
  private final String what;

  TopicRule(TopicSpec wanted, Actual actual) {
    this.wanted = wanted;
    this.actual = actual;
    this.what = PREFIX + wanted.name();
  }

  /** What is wrong with it; nothing if nothing is. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    same(TopicConfig.CLEANUP_POLICY_CONFIG).ifPresent(findings::add);
    same(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).ifPresent(findings::add);
    retention().ifPresent(findings::add);
    room().ifPresent(findings::add);
    partitions().ifPresent(findings::add);
    replicas().ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> same(String setting) {
    String value = actual.settings().getOrDefault(setting, "");
    String should = wanted.settings().getOrDefault(setting, "");
    return value.equals(should)
        ? Optional.empty()
        : Optional.of(Finding.red(what, setting + " is " + value, "set it to " + should));
  }

  private Optional<Finding> retention() {
    if (!wanted.settings().containsKey(TopicConfig.RETENTION_MS_CONFIG)) {
      return Optional.empty();
    }
    long kept = number(actual.settings(), TopicConfig.RETENTION_MS_CONFIG);
    long should = number(wanted.settings(), TopicConfig.RETENTION_MS_CONFIG);
    return kept < 0 || kept >= should
        ? Optional.empty()
        : Optional.of(
            Finding.yellow(
                what,
                "records are kept for " + kept + " ms only",
                "set retention.ms to " + should + " or more, unless that is meant"));
  }

  private Optional<Finding> room() {
    long room = number(actual.settings(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    long should = number(wanted.settings(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return room >= should
        ? Optional.empty()
        : Optional.of(
            Finding.red(
                what,
                "no more than " + room + " bytes are taken in a record",
                "set max.message.bytes to " + should + ": the largest events would be refused"));
  }

  private Optional<Finding> partitions() {
    return actual.partitions() == wanted.partitions()
        ? Optional.empty()
        : Optional.of(
            Finding.yellow(
                what,
                Words.count(actual.partitions(), "partition") + ", not " + wanted.partitions(),
                "nothing, if that is meant; never change the raw topic's while it holds events"));
  }

  private Optional<Finding> replicas() {
    long fewest = number(actual.settings(), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    if (actual.inSync() < fewest) {
      return Optional.of(
          Finding.red(
              what,
              actual.inSync() + " replicas are in sync, " + fewest + " must be: nothing is written",
              "bring the missing brokers back"));
    }
    if (actual.inSync() < actual.replicas()) {
      return Optional.of(
          Finding.yellow(
              what,
              "only " + actual.inSync() + " of " + actual.replicas() + " replicas are in sync",
              "bring the missing brokers back"));
    }
    return actual.replicas() >= REPLICATED && fewest < 2
        ? Optional.of(
            Finding.yellow(
                what, "what a single broker has is acknowledged", "set min.insync.replicas to 2"))
        : Optional.empty();
  }

  private static long number(Map<String, String> settings, String name) {
    String text = settings.getOrDefault(name, "0");
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
