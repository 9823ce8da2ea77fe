package org.liveevents.streams.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.liveevents.streams.pulse.Pulse;

/**
 * How the pipeline is doing, for people to look at. Unlike the ledger it has an answer at any time:
 * what an instance can't say at the moment is missing from its part.
 */
final class PipelineEndpoint implements Endpoint {

  private static final String PATH = "/v1/pipeline";
  private static final String LOCAL = "local";
  private static final String AFTER = "after";

  private final Ownership ownership;
  private final PartitionBooks books;
  private final Insight insight;
  private final Router router;
  private final InstantSource clock;

  PipelineEndpoint(
      Ownership ownership,
      PartitionBooks books,
      Insight insight,
      Router router,
      InstantSource clock) {
    this.ownership = ownership;
    this.books = books;
    this.insight = insight;
    this.router = router;
    this.clock = clock;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(LOCAL, AFTER);
  }

  @Override
  public Reply answer(Question question) {
    boolean local = question.parameters().flag(LOCAL);
    Instant now = clock.instant();
    Instant after =
        question.parameters().instantIfSet(AFTER).orElseGet(() -> now.minus(Pulse.MEMORY));
    List<CompletableFuture<PipelineReport.Member>> members =
        ownership.instances().stream()
            .filter(instance -> instance.self() || !local)
            .map(instance -> member(question, instance, after, now))
            .toList();
    OptionalInt count = ownership.partitions();
    PipelineReport report =
        new PipelineReport(
            count.isPresent() ? count.getAsInt() : null,
            now,
            members.stream().map(CompletableFuture::join).toList(),
            Freshness.none());
    return Reply.json(report, report.freshness());
  }

  private CompletableFuture<PipelineReport.Member> member(
      Question question, Instance instance, Instant after, Instant now) {
    if (instance.self()) {
      return CompletableFuture.completedFuture(member(instance, here(instance, after, now)));
    }
    return Address.parse(instance.address())
        .map(
            peer ->
                router
                    .ask(question, peer, PATH + "?local=true&after=" + after, PipelineReport.class)
                    .thenApply(answer -> member(instance, own(answer))))
        .orElseGet(() -> CompletableFuture.completedFuture(member(instance, Optional.empty())));
  }

  private static PipelineReport.Member member(
      Instance instance, Optional<PipelineReport.Report> report) {
    return new PipelineReport.Member(
        instance.address(),
        instance.self(),
        instance.active(),
        instance.standby(),
        report.orElse(null));
  }

  private static Optional<PipelineReport.Report> own(Answer<PipelineReport> answer) {
    return answer.fold(
        (report, freshness) ->
            report.instances().stream()
                .flatMap(member -> Optional.ofNullable(member.report()).stream())
                .findFirst(),
        (freshness, since) -> Optional.empty(),
        (reason, retryAfter) -> Optional.empty(),
        (peer, retryAfter) -> Optional.empty());
  }

  private Optional<PipelineReport.Report> here(Instance instance, Instant after, Instant now) {
    List<PipelineReport.Book> readable =
        instance.active().stream().map(books::read).flatMap(PipelineEndpoint::book).toList();
    return Optional.of(
        new PipelineReport.Report(
            readable, insight.restoring().get(), insight.pulse().since(after, now)));
  }

  private static Stream<PipelineReport.Book> book(Answer<LedgerReport.Partition> answer) {
    return answer.fold(
        (books, freshness) ->
            Stream.of(
                new PipelineReport.Book(
                    books.partition(), books.total(), books.balanced(), freshness.lag())),
        (freshness, since) -> Stream.empty(),
        (reason, retryAfter) -> Stream.empty(),
        (peer, retryAfter) -> Stream.empty());
  }
}
