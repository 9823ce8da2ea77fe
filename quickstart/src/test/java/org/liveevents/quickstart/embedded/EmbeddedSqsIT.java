package org.liveevents.quickstart.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class EmbeddedSqsIT {

  @Test
  void keepsAMessageWithItsAttributesUntilItIsDeleted() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start()) {
      // Given
      URI queue = sqs.createQueue("canvas-live-events");
      MessageAttributeValue name =
          MessageAttributeValue.builder().dataType("String").stringValue("logged_in").build();
      sqs.client()
          .sendMessage(
              send ->
                  send.queueUrl(queue.toString())
                      .messageBody("{}")
                      .messageAttributes(Map.of("event_name", name)));

      // When
      Message received =
          sqs.client()
              .receiveMessage(
                  receive -> receive.queueUrl(queue.toString()).messageAttributeNames("All"))
              .messages()
              .get(0);

      // Then
      assertThat(received.messageAttributes()).containsEntry("event_name", name);
      assertThat(sqs.undeleted(queue)).isEqualTo(1);
      sqs.client()
          .deleteMessage(
              delete -> delete.queueUrl(queue.toString()).receiptHandle(received.receiptHandle()));
      assertThat(sqs.undeleted(queue)).isZero();
    }
  }
}
