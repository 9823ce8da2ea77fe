package org.liveevents.tools.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liveevents.tools.doctor.Finding.Status;

class QueueRuleTest {

  private static final String POLICY =
      """
      {"Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:DeleteQueue"},
       {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::636161780776:root"]},
        "Action":["SQS:SendMessage"],"Resource":"*"}]}""";

  @Test
  void aQueueAsCanvasWantsItIsGreen() {
    assertThat(findings("canvas-live-events-x", good()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.GREEN);
              assertThat(finding.message()).contains("7 messages wait");
            });
  }

  @Test
  void aFifoQueueIsRed() {
    assertThat(findings("canvas-live-events.fifo", good()))
        .extracting(Finding::status)
        .contains(Status.RED);
    assertThat(findings("canvas-live-events", with("FifoQueue", "true")))
        .extracting(Finding::status)
        .contains(Status.RED);
  }

  @Test
  void aQueueOfAnotherNameIsRed() {
    assertThat(findings("live-events", good()))
        .extracting(Finding::status)
        .containsExactly(Status.RED);
  }

  @Test
  void aPolicyThatDoesNotLetCanvasSendIsRedAndNamesTheAccount() {
    for (String policy :
        List.of(
            "",
            "{}",
            "no json",
            POLICY.replace("Allow", "Deny"),
            POLICY.replace("SendMessage", "ReceiveMessage"),
            POLICY.replace("636161780776", "123456789012"))) {
      assertThat(findings("canvas-live-events", with("Policy", policy)))
          .as(policy)
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.status()).isEqualTo(Status.RED);
                assertThat(finding.remedy()).contains("636161780776");
              });
    }
    assertThat(
            findings(
                "canvas-live-events",
                with(
                    "Policy",
                    POLICY
                        .replace("[\"arn:aws:iam::636161780776:root\"]", "\"636161780776\"")
                        .replace("[\"SQS:SendMessage\"]", "\"sqs:*\""))))
        .extracting(Finding::status)
        .containsExactly(Status.GREEN);
  }

  @Test
  void whatLosesOrRepeatsEventsInAnOutageIsYellow() {
    Map<String, String> risky =
        Map.of(
            "MessageRetentionPeriod", "3600",
            "VisibilityTimeout", "5",
            "RedrivePolicy", "{\"maxReceiveCount\":\"3\"}",
            "KmsMasterKeyId", "alias/ours");
    risky.forEach(
        (name, value) ->
            assertThat(findings("canvas-live-events", with(name, value)))
                .as(name)
                .extracting(Finding::status)
                .containsExactly(Status.YELLOW));
    assertThat(findings("canvas-live-events", with("VisibilityTimeout", "43200")))
        .extracting(Finding::status)
        .containsExactly(Status.YELLOW);
  }

  private static List<Finding> findings(String name, Map<String, String> attributes) {
    return new QueueRule(name, attributes, true).findings();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> attributes = new HashMap<>(good());
    attributes.put(name, value);
    return attributes;
  }

  private static Map<String, String> good() {
    return Map.of(
        "Policy", POLICY,
        "MessageRetentionPeriod", "1209600",
        "VisibilityTimeout", "30",
        "ApproximateNumberOfMessages", "7");
  }
}
