package org.liveevents.bridge.sqs;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;

/**
 * The SQS source.
 *
 * @param queueUrls at least one
 * @param endpoint another SQS server's address, if it isn't Amazon's
 * @param receivers parallel receive loops per queue
 */
public record SqsSettings(
    List<URI> queueUrls, Optional<URI> endpoint, String region, int receivers) {

  /** The region in the host of a queue URL, as in {@code sqs.eu-west-1.amazonaws.com}. */
  private static final Pattern REGION_IN_HOST =
      Pattern.compile("(?:sqs|vpce-[a-z0-9-]+\\.sqs)\\.([a-z0-9-]+)\\..+");

  /** Servers that aren't Amazon's ask for a region and ignore it. */
  private static final String ANY_REGION = "us-east-1";

  public SqsSettings {
    queueUrls = List.copyOf(queueUrls);
  }

  /** Reads the keys of this source; empty if no queue is configured. */
  public static Optional<SqsSettings> from(Settings settings) {
    List<URI> queueUrls = settings.uris(Key.SQS_QUEUE_URLS);
    Optional<URI> endpoint = settings.uri(Key.SQS_ENDPOINT);
    int receivers = settings.integer(Key.SQS_RECEIVERS, 1, 64);
    Optional<String> said = settings.text(Key.AWS_REGION);
    if (queueUrls.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> region =
        said.or(() -> regionOf(queueUrls.get(0))).or(() -> endpoint.map(uri -> ANY_REGION));
    if (region.isEmpty()) {
      settings.problem(Key.AWS_REGION, "set it: the queue URLs don't tell the region");
    }
    return Optional.of(new SqsSettings(queueUrls, endpoint, region.orElse(ANY_REGION), receivers));
  }

  private static Optional<String> regionOf(URI queueUrl) {
    Matcher matcher = REGION_IN_HOST.matcher(queueUrl.getHost());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
