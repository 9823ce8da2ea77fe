package org.liveevents.quickstart.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.liveevents.quickstart.pipeline.Pipeline;
import org.liveevents.quickstart.simulation.Plan;
import org.liveevents.quickstart.simulation.Sender;
import org.liveevents.quickstart.simulation.Wave;
import org.liveevents.topic.Topics;

/**
 * Sends a plan through a pipeline, wave after wave: the next one starts only when the bridge has
 * taken the whole of the last, as otherwise nobody could say which events come late.
 */
final class Rehearsal {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Pipeline pipeline;
  private final PrintStream out;

  Rehearsal(Pipeline pipeline, PrintStream out) {
    this.pipeline = pipeline;
    this.out = out;
  }

  /** Sends everything and waits until the pipeline has dealt with it; tells what went wrong. */
  List<String> run(Plan plan) throws InterruptedException {
    List<String> troubles = new ArrayList<>();
    Sender.Sent sent = new Sender.Sent(0, 0);
    try (Progress progress = new Progress("Sending", plan.expectation().messages(), out);
        Sender sender =
            new Sender(
                pipeline.sqsClient(), pipeline.queue(), pipeline.webhook(), pipeline.keys())) {
      for (Wave wave : plan.waves()) {
        sent = sent.plus(sender.send(wave, progress::add));
        if (!untilTaken()) {
          troubles.add("the bridge left messages of " + wave.title() + " in the queue");
        }
      }
    }
    if (sent.refused() > 0) {
      troubles.add(sent.refused() + " webhooks were refused");
    }
    if (sent.repeated() > 0) {
      troubles.add(sent.repeated() + " webhooks had to be repeated: more duplicates than planned");
    }
    if (!untilForwarded(plan.expectation().distinct())) {
      troubles.add("not every event was forwarded within " + PATIENCE.toSeconds() + " s");
    }
    return troubles;
  }

  /** A message leaves the queue only when the broker has its record. */
  private boolean untilTaken() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pipeline.undeleted() > 0) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL.toMillis());
    }
    return true;
  }

  private boolean untilForwarded(int distinct) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    TopicReader reader = new TopicReader(pipeline.brokers());
    Topics topics = new Topics(Topics.DEFAULT_PREFIX);
    try (Progress progress = new Progress("Settling", distinct, out);
        ForwardedCount forwarded = reader.count(Observer.typedTopics(reader, topics).keySet())) {
      for (long count = 0; count < distinct; count = forwarded.await()) {
        progress.at(count);
        if (System.nanoTime() > deadline) {
          return false;
        }
      }
      progress.at(distinct);
      return true;
    }
  }
}
