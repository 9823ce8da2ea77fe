package org.liveevents.runtime.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code KAFKA_<SETTING>} as the Kafka client setting it stands for. */
final class KafkaSettings {

  private static final String PREFIX = "KAFKA_";
  private static final Pattern SENSITIVE =
      Pattern.compile("password|jaas|secret|token|ssl\\.key$|keystore\\.key");

  private KafkaSettings() {}

  static boolean isOne(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /** {@code KAFKA_BOOTSTRAP_SERVERS} becomes {@code bootstrap.servers}. */
  static String clientName(String name) {
    return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  static boolean isSensitive(String clientName) {
    return SENSITIVE.matcher(clientName).find();
  }

  /** The client settings among these, without what Kubernetes adds for a service called kafka. */
  static Map<String, String> among(Map<String, String> settings) {
    Map<String, String> found = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (isOne(name) && !value.isBlank() && !UnknownKeys.isServiceLink(name, value)) {
            found.put(clientName(name), value);
          }
        });
    return found;
  }
}
