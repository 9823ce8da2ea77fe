package org.liveevents.tools.doctor;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.liveevents.bridge.sqs.SqsSettings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A queue, as SQS describes it. */
final class QueueCheck implements Check {

  private final SqsSettings settings;
  private final URI url;
  private final String name;

  QueueCheck(SqsSettings settings, URI url) {
    this.settings = settings;
    this.url = url;
    this.name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
  }

  @Override
  public String what() {
    return "queue " + name;
  }

  @Override
  public List<Finding> look() {
    try (SqsClient client = client()) {
      return new QueueRule(
              name,
              client
                  .getQueueAttributes(
                      request ->
                          request.queueUrl(url.toString()).attributeNames(QueueAttributeName.ALL))
                  .attributesAsStrings(),
              settings.endpoint().isEmpty())
          .findings();
    } catch (QueueDoesNotExistException e) {
      return List.of(
          Finding.red(what(), "there is no such queue", "create it, or mend SQS_QUEUE_URLS"));
    } catch (AwsServiceException e) {
      String code = e.awsErrorDetails() == null ? "no code" : e.awsErrorDetails().errorCode();
      return List.of(
          Finding.red(
              what(),
              "SQS refuses: " + code,
              "allow these credentials sqs:GetQueueAttributes, sqs:ReceiveMessage and"
                  + " sqs:DeleteMessage"));
    } catch (SdkClientException e) { // its message may name where credentials were looked for
      return List.of(
          Finding.red(
              what(),
              "SQS can't be asked: " + e.getClass().getSimpleName(),
              "see that the AWS default chain finds credentials, and that SQS can be reached"));
    }
  }

  private SqsClient client() {
    DefaultCredentialsProvider standard = DefaultCredentialsProvider.builder().build();
    SqsClientBuilder builder =
        SqsClient.builder()
            .region(Region.of(settings.region()))
            .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(10)));
    if (settings.endpoint().isEmpty()) {
      return builder.credentialsProvider(standard).build();
    }
    return builder
        .endpointOverride(settings.endpoint().get())
        .credentialsProvider(
            AwsCredentialsProviderChain.of(
                standard,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))))
        .build();
  }
}
