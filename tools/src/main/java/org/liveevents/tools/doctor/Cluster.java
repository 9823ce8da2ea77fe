package org.liveevents.tools.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.liveevents.runtime.config.Installation;
import org.liveevents.tools.kafka.Brokers;

/** Asks the brokers about topics. */
final class Cluster {

  private Cluster() {}

  static Admin connect(Installation installation) {
    return Admin.create(Brokers.settings(installation));
  }

  /** Those of the topics that are there and may be seen, with what we may do to them. */
  static Map<String, TopicDescription> describe(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    List<String> there =
        admin.listTopics().names().get().stream().filter(topics::contains).toList();
    return new TreeMap<>(
        admin
            .describeTopics(there, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .allTopicNames()
            .get());
  }

  /** The topics' settings, by topic and Kafka's names. */
  static Map<String, Map<String, String>> settings(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    Map<String, Map<String, String>> all = new HashMap<>();
    admin
        .describeConfigs(
            topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList())
        .all()
        .get()
        .forEach(
            (topic, config) -> {
              Map<String, String> settings = new HashMap<>();
              for (ConfigEntry entry : config.entries()) {
                if (entry.value() != null) {
                  settings.put(entry.name(), entry.value());
                }
              }
              all.put(topic.name(), settings);
            });
    return all;
  }
}
