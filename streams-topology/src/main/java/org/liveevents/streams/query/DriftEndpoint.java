package org.liveevents.streams.query;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.liveevents.streams.validate.DriftLog;

/**
 * What came that nobody foresaw, over all instances that hold a partition. There is an answer only
 * if each of them answered.
 */
final class DriftEndpoint implements Endpoint {

  private static final String PATH = "/v1/drift";
  private static final String LOCAL = "local";
  private static final String ELSEWHERE = PATH + "?" + LOCAL + "=true";

  private final DriftLog log;
  private final Ownership ownership;
  private final LocalStores stores;
  private final Router router;

  DriftEndpoint(DriftLog log, Ownership ownership, LocalStores stores, Router router) {
    this.log = log;
    this.ownership = ownership;
    this.stores = stores;
    this.router = router;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(LOCAL);
  }

  @Override
  public Reply answer(Question question) {
    boolean local = question.parameters().flag(LOCAL);
    OptionalInt partitions = ownership.partitions();
    if (partitions.isEmpty()) {
      return Replies.of(Answer.notReady("the partitions are not known yet"));
    }
    List<Owner> owners =
        IntStream.range(0, partitions.getAsInt()).mapToObj(ownership::owner).toList();
    return Replies.of(local ? here(owners) : everywhere(question, owners));
  }

  /** The log is as fresh as the partitions it was filled from. */
  private Answer<DriftReport> here(List<Owner> owners) {
    List<Answer<Integer>> partitions =
        IntStream.range(0, owners.size())
            .filter(partition -> owners.get(partition).isHere())
            .mapToObj(
                partition ->
                    stores.read(partition, contents -> Optional.of(new Excerpt<>(partition, null))))
            .toList();
    return Answer.all(partitions)
        .map((read, freshness) -> DriftReport.of(log.since(), log.lines(), freshness));
  }

  private Answer<DriftReport> everywhere(Question question, List<Owner> owners) {
    if (owners.contains(new Owner.Nobody())) {
      return Answer.notReady("not every partition is held by somebody");
    }
    return Answer.all(
            router.askAll(
                question, owners.stream(), ELSEWHERE, DriftReport.class, () -> here(owners)))
        .map(DriftReport::join);
  }
}
