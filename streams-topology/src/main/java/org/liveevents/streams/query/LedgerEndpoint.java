package org.liveevents.streams.query;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ledger of the whole cluster: every instance is asked for the partitions it holds, and there
 * is an answer only if each partition was answered for exactly once.
 */
final class LedgerEndpoint implements Endpoint {

  private static final String PATH = "/v1/ledger";
  private static final String LOCAL = "local";
  private static final String ELSEWHERE = PATH + "?" + LOCAL + "=true";

  private final Ownership ownership;
  private final PartitionBooks books;
  private final Router router;

  LedgerEndpoint(Ownership ownership, PartitionBooks books, Router router) {
    this.ownership = ownership;
    this.books = books;
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
    int count = partitions.getAsInt();
    return Replies.of(local ? here(count) : everywhere(question, count));
  }

  private Answer<LedgerReport> here(int count) {
    List<Answer<LedgerReport.Partition>> parts =
        IntStream.range(0, count)
            .filter(partition -> ownership.owner(partition).isHere())
            .mapToObj(books::read)
            .toList();
    return Answer.all(parts).map((all, freshness) -> LedgerReport.of(all));
  }

  private Answer<LedgerReport> everywhere(Question question, int count) {
    Stream<Owner> owners = IntStream.range(0, count).mapToObj(ownership::owner);
    return Answer.all(
            router.askAll(question, owners, ELSEWHERE, LedgerReport.class, () -> here(count)))
        .map((reports, freshness) -> LedgerReport.join(reports))
        .fold(
            (report, freshness) ->
                report.hasEachOnce(count)
                    ? new Answer.Found<>(report, report.freshness())
                    : Answer.notReady("not every partition is held by exactly one instance"),
            Answer.Absent::new,
            Answer.NotReady::new,
            Answer.Unreachable::new);
  }
}
