package org.liveevents.quickstart.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liveevents.quickstart.pipeline.Pipeline;
import org.liveevents.quickstart.simulation.CanvasSimulation;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.topic.Topics;

/** A simulated Canvas before a pipeline: plays, shows what came of it, and compares. */
final class Performance {

  private final Pipeline pipeline;
  private final Optional<String> token;
  private final boolean isExact;
  private final PrintStream out;

  /**
   * One that prints to that stream.
   *
   * @param token for the query API, if it wants one
   * @param isExact whether every answer is compared, too, which takes a while
   */
  Performance(Pipeline pipeline, Optional<String> token, boolean isExact, PrintStream out) {
    this.pipeline = pipeline;
    this.token = token;
    this.isExact = isExact;
    this.out = out;
  }

  /** Sends everything and waits for the end; tells what went wrong on the way. */
  List<String> play(Plan plan) throws InterruptedException {
    return new Rehearsal(pipeline, out).run(plan);
  }

  /** Shows what the pipeline made of the plan, and tells the differences to what must be. */
  List<String> review(Plan plan) throws InterruptedException {
    Observed observed =
        Observer.observe(
            new TopicReader(pipeline.brokers()),
            new Topics(Topics.DEFAULT_PREFIX),
            CanvasSimulation.SHARD);
    List<String> mismatches = new ArrayList<>(Verification.ofTopics(plan.expectation(), observed));
    Report report = new Report(out);
    report.figures(plan.expectation().messages(), observed);
    report.topics(observed);
    try {
      mismatches.addAll(ask(plan, new QueryClient(pipeline.query(), token), report));
    } catch (UncheckedIOException e) {
      mismatches.add(String.valueOf(e.getMessage()));
    }
    return mismatches;
  }

  private List<String> ask(Plan plan, QueryClient query, Report report)
      throws InterruptedException {
    LedgerFigures ledger = query.ledger(plan.expectation().received());
    report.ledger(ledger);
    report.course(
        plan.course(),
        query.course(plan.course()),
        query.grades(plan.course(), Report.SHOWN),
        query.progress(plan.course()));
    return isExact ? Verification.ofAnswers(plan.expectation(), ledger, query) : List.of();
  }
}
