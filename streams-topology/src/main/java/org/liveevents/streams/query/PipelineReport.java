package org.liveevents.streams.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.ledger.LedgerLine;
import org.liveevents.streams.pulse.Beat;

/**
 * How the pipeline is doing: what each instance says of itself.
 *
 * @param partitions of the raw topic; null while unknown
 * @param now the time at the instance that answers
 * @param instances all the group knows of
 * @param freshness of no partition
 */
record PipelineReport(
    @Nullable Integer partitions,
    Instant now,
    List<Member> instances,
    @JsonProperty(access = Access.WRITE_ONLY) Freshness freshness)
    implements Wire {

  /**
   * One instance.
   *
   * @param active the raw partitions it processes
   * @param standby those it keeps a copy of
   * @param report null if it didn't answer in time
   */
  record Member(
      String address,
      boolean self,
      List<Integer> active,
      List<Integer> standby,
      @Nullable Report report) {}

  /**
   * What an instance says of itself.
   *
   * @param books of each partition it can answer for
   * @param restoring the stores it can't answer from yet
   * @param hour its last hour, in slots of ten seconds
   */
  record Report(List<Book> books, List<Restoring> restoring, List<Beat> hour) {}

  /**
   * One partition's books, all event names together.
   *
   * @param balanced whether each event name's line balances
   * @param lag raw records not yet consumed; null while unknown
   */
  record Book(int partition, LedgerLine total, boolean balanced, @Nullable Long lag) {}
}
