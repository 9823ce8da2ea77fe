package org.liveevents.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.query.kafka.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the group's coordinator, twice a second, who is in our group. What it says holds for a third
 * of the time after which a silent member is put out, counted from before the question: a member
 * has sent its heartbeats until then, or its process would not have asked. Time is taken from two
 * clocks, and the one that has gone on further counts: one stands still while the machine sleeps,
 * the other may be set back.
 */
final class GroupWatch implements Membership, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(GroupWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Sight(Set<String> members, Instant askedAt, long askedAtNanos) {}

  private final Members members;
  private final Duration valid;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ScheduledExecutorService executor;
  private volatile Sight sight = new Sight(Set.of(), Instant.EPOCH, 0);

  /**
   * A watch over those members.
   *
   * @param session after how long a silent member is put out
   * @param nanos a clock that nobody sets
   */
  GroupWatch(Members members, Duration session, InstantSource clock, LongSupplier nanos) {
    this.members = members;
    this.valid = session.dividedBy(3);
    this.clock = clock;
    this.nanos = nanos;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "group-watch");
              thread.setDaemon(true);
              return thread;
            });
  }

  GroupWatch start() {
    var unused =
        executor.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public boolean isConfirmed(String clientId) {
    Sight last = sight;
    return last.members.contains(members.idOf(clientId)) && age(last).compareTo(valid) < 0;
  }

  private Duration age(Sight last) {
    Duration walked = Duration.between(last.askedAt, clock.instant());
    Duration ran = Duration.ofNanos(nanos.getAsLong() - last.askedAtNanos);
    return walked.compareTo(ran) > 0 ? walked : ran;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  void look() {
    Instant askedAt = clock.instant();
    long askedAtNanos = nanos.getAsLong();
    try {
      sight = new Sight(members.now(), askedAt, askedAtNanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOGGER.debug("who is in the group is not known at the moment error={}", e.toString());
    }
  }

  /** Who is in the group. */
  interface Members {

    /** The ids of all who are in it now. */
    Set<String> now() throws InterruptedException, ExecutionException, TimeoutException;

    /** The id of our consumer with that client id. */
    String idOf(String clientId);
  }

  /**
   * The members of a group that speaks the classic protocol, by the ids the coordinator gave them.
   */
  record Classic(Admin admin, String group, MemberIds ours) implements Members {

    @Override
    public Set<String> now() throws InterruptedException, ExecutionException, TimeoutException {
      return answered(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
          .members()
          .stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String idOf(String clientId) {
      return ours.of(clientId);
    }
  }

  /**
   * The members of a group that speaks the streams protocol, by their client ids: there nobody
   * takes another's place, and Streams makes those consumers itself.
   */
  record Streams(Admin admin, String group) implements Members {

    @Override
    public Set<String> now() throws InterruptedException, ExecutionException, TimeoutException {
      return answered(admin.describeStreamsGroups(List.of(group)).describedGroups().get(group))
          .members()
          .stream()
          .map(StreamsGroupMemberDescription::clientId)
          .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String idOf(String clientId) {
      return clientId;
    }
  }

  private static <T> T answered(@Nullable KafkaFuture<T> question)
      throws InterruptedException, ExecutionException, TimeoutException {
    return requireNonNull(question).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
