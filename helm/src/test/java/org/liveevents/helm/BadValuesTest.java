package org.liveevents.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that can't work are refused before anything is installed, and the message names them. */
class BadValuesTest {

  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/canvas";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kafka: {bootstrapServers: 'kafka'}                  | /kafka/bootstrapServers",
        "kafka: {bootstrapServer: 'kafka:9092'}              | bootstrapServer",
        "topics: {rawPartitions: twelve}                     | /topics/rawPartitions",
        "topics: {prefix: 'uni canvas'}                      | /topics/prefix",
        "engine: {dedupeWindow: 1 day}                       | /engine/dedupeWindow",
        "engine: {validation: drop}                          | /engine/validation",
        "canvas: {shardAliases: ['17']}                      | /canvas/shardAliases",
        "bridge: {webhook: {auth: basic}}                    | /bridge/webhook/auth",
        "bridge: {sqs: {queueUrls: ['canvas-live-events']}}  | /bridge/sqs/queueUrls",
        "bridge: {env: {kafka.linger.ms: '5'}}               | kafka.linger.ms",
        "bridge: {replica: 3}                                | replica",
        "topology: {state: {size: big}}                      | /topology/state/size",
        "schemaRegistry: {url: 'registry:8081'}              | /schemaRegistry/url",
        "schemaRegistry: {compatibility: any}                | /schemaRegistry/compatibility",
        "monitoring: {serviceMonitor: {interval: often}}     | /monitoring/serviceMonitor/interval",
      })
  void theSchemaRefuses(String values, String named) {
    assertThat(Chart.refusal(values)).contains("schema").contains(named);
  }

  @Test
  void nothingAtAllIsToldWhatIsMissing() {
    assertThat(Chart.refusal("{}"))
        .contains("kafka.bootstrapServers: give the brokers as host:port,host:port")
        .contains("bridge: give bridge.sqs.queueUrls, or bridge.webhook.enabled=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bridge: {webhook: {enabled: true, auth: token}}                   | bridge.webhook.tokensSecret",
        "bridge: {webhook: {enabled: true, ingress: {enabled: true}}}      | bridge.webhook.ingress.host",
        "bridge: {webhook: {enabled: true, gateway: {enabled: true}}}      | bridge.webhook.gateway.parentRefs",
        "bridge: {sqs: {queueUrls: [Q]}, spool: {enabled: true}}           | bridge.spool: only webhooks are spooled",
        "bridge: {webhook: {enabled: true}, keda: {enabled: true}}         | bridge.keda: scales on a queue",
        "topology: {replicas: 1}                                           | topology.standbyReplicas",
        "topology: {replicas: 13}                                          | topology.replicas",
        "topology: {query: {ingress: {enabled: true}}}                     | topology.query.ingress.host",
        "topology: {query: {auth: none, ingress: {enabled: true, host: h}}} | only the pod itself is answered",
        "bridge: {sqs: {queueUrls: [Q]}, keda: {enabled: true, minReplicas: 9}} | bridge.keda: minReplicas",
      })
  void whatNoSchemaCanSayIsRefusedInWords(String values, String named) {
    String all = "kafka: {bootstrapServers: 'k:9092'}\n" + values.replace("Q", QUEUE);
    assertThat(Chart.refusal(all)).contains("These values can't be installed").contains(named);
  }
}
