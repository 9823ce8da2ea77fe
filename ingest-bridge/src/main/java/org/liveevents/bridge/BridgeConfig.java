package org.liveevents.bridge;

import java.util.Optional;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.bridge.spool.SpoolSettings;
import org.liveevents.bridge.sqs.SqsSettings;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.runtime.config.ConfigurationException;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Settings;

/**
 * Everything the bridge is configured with.
 *
 * @param installation what both services agree on
 * @param sqs empty for no SQS source
 * @param webhook empty for no webhook source
 * @param spool empty for none: what the broker doesn't take is answered 503
 * @param managementPort 0 for any free one
 */
public record BridgeConfig(
    Installation installation,
    Optional<SqsSettings> sqs,
    Optional<WebhookSettings> webhook,
    Optional<SpoolSettings> spool,
    int managementPort) {

  private static final int DEFAULT_MANAGEMENT_PORT = 9090;

  /**
   * Reads all keys of the bridge.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public static BridgeConfig from(Settings settings) {
    Installation installation = Installation.from(settings);
    Optional<SqsSettings> sqs = SqsSettings.from(settings);
    Optional<WebhookSettings> webhook = WebhookSettings.from(settings);
    Optional<SpoolSettings> spool = SpoolSettings.from(settings);
    int managementPort = settings.portIfSet(Key.MANAGEMENT_PORT).orElse(DEFAULT_MANAGEMENT_PORT);
    if (settings.list(Key.SQS_QUEUE_URLS).isEmpty() && settings.text(Key.WEBHOOK_PORT).isEmpty()) {
      settings.problem(
          Key.SQS_QUEUE_URLS, "set it or WEBHOOK_PORT: a bridge needs something to receive from");
    }
    ProducerSettings.check(settings);
    settings.check();
    return new BridgeConfig(installation, sqs, webhook, spool, managementPort);
  }
}
