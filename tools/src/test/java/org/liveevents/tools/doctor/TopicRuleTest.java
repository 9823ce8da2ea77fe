package org.liveevents.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveevents.runtime.kafka.PipelineTopics;
import org.liveevents.runtime.kafka.TopicSpec;
import org.liveevents.tools.doctor.Finding.Status;
import org.liveevents.topic.Topics;

class TopicRuleTest {

  private static final TopicSpec RAW = new PipelineTopics(new Topics("canvas"), 12, 3).raw();

  @Test
  void aTopicAsWeCreateItHasNoFindings() {
    assertThat(findings(12, 3, 3, settings(Map.of()))).isEmpty();
  }

  @Test
  void whatLosesOrRefusesEventsIsRed() {
    Map.of(
            "cleanup.policy", "compact",
            "message.timestamp.type", "LogAppendTime",
            "max.message.bytes", "1048588")
        .forEach(
            (name, value) ->
                assertThat(findings(12, 3, 3, settings(Map.of(name, value))))
                    .as(name)
                    .extracting(Finding::status)
                    .containsExactly(Status.RED));
    assertThat(findings(12, 3, 1, settings(Map.of())))
        .extracting(Finding::status)
        .containsExactly(Status.RED);
  }

  @Test
  void whatMayBeMeantIsYellow() {
    assertThat(findings(12, 3, 3, settings(Map.of("retention.ms", "3600000"))))
        .extracting(Finding::status)
        .containsExactly(Status.YELLOW);
    assertThat(findings(6, 3, 2, settings(Map.of())))
        .extracting(Finding::status)
        .containsExactly(Status.YELLOW, Status.YELLOW);
    assertThat(findings(12, 3, 3, settings(Map.of("min.insync.replicas", "1"))))
        .extracting(Finding::status)
        .containsExactly(Status.YELLOW);
  }

  @Test
  void keepingLongerThanNeededIsFine() {
    assertThat(findings(12, 3, 3, settings(Map.of("retention.ms", "-1")))).isEmpty();
  }

  private static Map<String, String> settings(Map<String, String> different) {
    Map<String, String> settings = new HashMap<>(RAW.settings());
    settings.put("min.insync.replicas", "2");
    settings.putAll(different);
    return settings;
  }

  private static List<Finding> findings(
      int partitions, int replicas, int inSync, Map<String, String> settings) {
    return new TopicRule(RAW, new TopicRule.Actual(partitions, replicas, inSync, settings))
        .findings();
  }
}
