package org.liveevents.runtime.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing. Topics that exist are left as they are; an account that may
 * not create topics is told which ones to have created.
 */
public final class TopicProvisioner {

  /**
   * What came of it.
   *
   * @param created names of topics that were missing
   * @param missing names of topics that still are, each with the reason
   */
  public record Provisioned(List<String> created, Map<String, String> missing) {

    public Provisioned {
      created = List.copyOf(created);
      missing = Map.copyOf(missing);
    }

    /** Whether every topic is there. */
    public boolean isComplete() {
      return missing.isEmpty();
    }
  }

  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
  private static final Duration VISIBLE_CHECK = Duration.ofMillis(50);

  private final Admin admin;
  private final OptionalInt replicationFactor;

  /**
   * A provisioner; the caller keeps and closes the admin client.
   *
   * @param replicationFactor empty for the broker's default
   */
  public TopicProvisioner(Admin admin, OptionalInt replicationFactor) {
    this.admin = admin;
    this.replicationFactor = replicationFactor;
  }

  /**
   * Sees to it that these topics exist, with one call to create what is missing.
   *
   * @throws RetriableException if the broker is not there now; calling again may help
   * @throws KafkaException if the broker refuses for a reason that concerns no single topic
   */
  public Provisioned provision(Collection<TopicSpec> specs) throws InterruptedException {
    List<TopicSpec> absent = absent(specs);
    if (absent.isEmpty()) {
      return new Provisioned(List.of(), Map.of());
    }
    Map<String, KafkaFuture<Void>> answers =
        admin.createTopics(absent.stream().map(this::newTopic).toList()).values();
    List<String> created = new ArrayList<>();
    Map<String, String> missing = new TreeMap<>();
    for (TopicSpec spec : absent) {
      Optional<KafkaException> failure = failure(requireNonNull(answers.get(spec.name())));
      if (failure.isEmpty()) {
        created.add(spec.name());
      } else if (failure.get() instanceof RetriableException) {
        throw failure.get();
      } else if (!(failure.get() instanceof TopicExistsException)) {
        missing.put(spec.name(), failure.get().getClass().getSimpleName());
      }
    }
    awaitVisible(absent.stream().filter(spec -> created.contains(spec.name())).toList());
    return new Provisioned(created, missing);
  }

  /** A broker answers that a topic is created before all of its parts know the topic. */
  private void awaitVisible(List<TopicSpec> created) throws InterruptedException {
    long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    while (!absent(created).isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(VISIBLE_CHECK.toMillis());
    }
  }

  private List<TopicSpec> absent(Collection<TopicSpec> specs) throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(specs.stream().map(TopicSpec::name).toList()).topicNameValues();
    List<TopicSpec> absent = new ArrayList<>();
    for (TopicSpec spec : specs) {
      Optional<KafkaException> failure = failure(requireNonNull(answers.get(spec.name())));
      if (failure.isPresent()) {
        boolean unknown = failure.get() instanceof UnknownTopicOrPartitionException;
        if (!unknown && failure.get() instanceof RetriableException) {
          throw failure.get();
        }
        // Not there, or not for us to see: creating it tells which.
        absent.add(spec);
      }
    }
    return absent;
  }

  private NewTopic newTopic(TopicSpec spec) {
    Optional<Short> replicas =
        replicationFactor.isPresent()
            ? Optional.of((short) replicationFactor.getAsInt())
            : Optional.empty();
    return new NewTopic(spec.name(), Optional.of(spec.partitions()), replicas)
        .configs(spec.settings());
  }

  private static Optional<KafkaException> failure(KafkaFuture<?> answer)
      throws InterruptedException {
    try {
      answer.get();
      return Optional.empty();
    } catch (InterruptException e) {
      throw new InterruptedException("interrupted while waiting for the broker");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException kafka) {
        return Optional.of(kafka);
      }
      throw new KafkaException("the admin client failed", e.getCause());
    }
  }
}
