package org.liveevents.tools.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.tools.command.Words;

/** All topics of the pipeline: whether they are there, are what they should be, may be used. */
final class TopicsCheck implements Check {

  private static final int NAMED = 3;

  private final Installation installation;

  TopicsCheck(Installation installation) {
    this.installation = installation;
  }

  @Override
  public String what() {
    return "topics";
  }

  @Override
  public List<Finding> look() throws ExecutionException, InterruptedException {
    Map<String, TopicSpec> wanted = wanted(installation.topics());
    try (Admin admin = Cluster.connect(installation)) {
      Map<String, TopicDescription> there = Cluster.describe(admin, wanted.keySet());
      Map<String, Map<String, String>> settings = Cluster.settings(admin, there.keySet());
      List<Finding> findings = new ArrayList<>(missing(wanted.keySet(), there.keySet()));
      there.forEach(
          (name, topic) -> {
            TopicRule.Actual actual = actual(topic, settings.getOrDefault(name, Map.of()));
            findings.addAll(new TopicRule(requireNonNull(wanted.get(name)), actual).findings());
          });
      findings.addAll(permissions(there));
      if (findings.isEmpty()) {
        findings.add(
            Finding.green(
                what(), "all " + Words.count(there.size(), "topic") + " are as they should be"));
      }
      return together(findings);
    }
  }

  /** What many topics have alike is one finding: there are more than a hundred of them. */
  static List<Finding> together(List<Finding> findings) {
    Map<Finding, List<String>> alike = new LinkedHashMap<>();
    for (Finding finding : findings) {
      Finding ofAny = new Finding(finding.status(), "", finding.message(), finding.remedy());
      alike.computeIfAbsent(ofAny, any -> new ArrayList<>()).add(finding.what());
    }
    List<Finding> together = new ArrayList<>();
    alike.forEach(
        (of, whats) ->
            together.add(
                whats.size() == 1
                    ? new Finding(of.status(), whats.get(0), of.message(), of.remedy())
                    : new Finding(
                        of.status(),
                        Words.count(whats.size(), "topic"),
                        of.message() + ": " + some(names(whats)),
                        of.remedy())));
    return together;
  }

  private static List<String> names(List<String> whats) {
    return whats.stream().map(what -> what.substring(TopicRule.PREFIX.length())).toList();
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? ", ..." : "");
  }

  private static Map<String, TopicSpec> wanted(PipelineTopics topics) {
    Map<String, TopicSpec> wanted = new LinkedHashMap<>();
    List.of(topics.raw(), topics.rejected(), topics.bridgeStatus(), topics.forget())
        .forEach(spec -> wanted.put(spec.name(), spec));
    topics.typed(EventCatalogue.bundled()).forEach(spec -> wanted.put(spec.name(), spec));
    return wanted;
  }

  private List<Finding> missing(Set<String> wanted, Set<String> there) {
    List<String> missing = wanted.stream().filter(name -> !there.contains(name)).toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.yellow(
            what(),
            Words.count(missing.size(), "topic")
                + " missing, or not for us to see: "
                + some(missing),
            "start bridge and topology: they create them, if their account may"));
  }

  private List<Finding> permissions(Map<String, TopicDescription> there) {
    List<Finding> findings = new ArrayList<>();
    there.forEach(
        (name, topic) -> {
          Set<AclOperation> allowed = topic.authorizedOperations();
          if (allowed == null || allowed.isEmpty()) {
            return; // this broker doesn't tell
          }
          List<AclOperation> lacking =
              List.of(AclOperation.WRITE, AclOperation.READ).stream()
                  .filter(operation -> !allowed.contains(operation))
                  .toList();
          if (!lacking.isEmpty()) {
            findings.add(
                Finding.yellow(
                    TopicRule.PREFIX + name,
                    "this account lacks " + lacking,
                    "nothing, if bridge and topology have accounts of their own: the bridge"
                        + " writes raw, rejected and bridge.status; the topology reads raw and"
                        + " writes the rest"));
          }
        });
    return findings;
  }

  private static TopicRule.Actual actual(TopicDescription topic, Map<String, String> settings) {
    List<TopicPartitionInfo> partitions = topic.partitions();
    return new TopicRule.Actual(
        partitions.size(),
        partitions.stream().mapToInt(partition -> partition.replicas().size()).min().orElse(0),
        partitions.stream().mapToInt(partition -> partition.isr().size()).min().orElse(0),
        settings);
  }
}
