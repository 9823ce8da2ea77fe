package org.liveevents.tools.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.liveevents.event.RejectionCode;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.Retention;

/** Tells an operator what a replay would do. */
final class OutlookReport {

  private static final int TOPICS_NAMED = 5;

  private final ReplaySettings settings;
  private final Retention retention;
  private final Instant now;
  private final PrintStream out;

  OutlookReport(ReplaySettings settings, Retention retention, Instant now, PrintStream out) {
    this.settings = settings;
    this.retention = retention;
    this.now = now;
    this.out = out;
  }

  void print(int files, Outlook outlook) {
    out.printf(
        "%s, %s: %s, %s%n",
        Words.count(files, "file"),
        Words.count(outlook.items(), "item"),
        Words.count(outlook.events(), "event"),
        Words.count(
            outlook.rejections().values().stream().mapToLong(Outlook.Found::count).sum(),
            "rejection"));
    printEvents(outlook);
    printRejections(outlook);
    printAges(outlook);
    printVanishing(outlook);
  }

  private void printEvents(Outlook outlook) {
    if (outlook.groups().isEmpty()) {
      return;
    }
    Table table = new Table("topic", "events", "oldest", "newest");
    outlook
        .groups()
        .forEach(
            (topic, group) ->
                table.row(
                    topic,
                    Words.number(group.events()),
                    group.oldest().toString(),
                    group.newest().toString()));
    out.println();
    table.print(out, "  ");
  }

  private void printRejections(Outlook outlook) {
    if (!outlook.rejections().isEmpty()) {
      Table table = new Table("rejected as", "items", "the first at");
      outlook.rejections().forEach((code, found) -> addTo(table, code, found));
      out.println();
      table.print(out, "  ");
    }
    if (outlook.tooLarge().count() > 0) {
      out.printf(
          "%n! %s larger than any topic has room for, and will be left out: %s%n",
          outlook.tooLarge().count() == 1
              ? "1 item is"
              : Words.count(outlook.tooLarge().count(), "item") + " are",
          String.join(", ", outlook.tooLarge().where()));
    }
  }

  private static void addTo(Table table, RejectionCode code, Outlook.Found found) {
    table.row(code.code(), Words.number(found.count()), String.join(", ", found.where()));
  }

  private void printAges(Outlook outlook) {
    if (outlook.older() > 0) {
      out.printf(
          "%n! %s older than the dedupe window (%s). What of them was forwarded before may be"
              + " forwarded again.%n",
          are(outlook.older()), Words.duration(settings.dedupeWindow()));
    }
    if (outlook.fromTheFuture() > 0) {
      out.printf(
          "%n! %s from the future: forwarded and marked, but in no view.%n",
          are(outlook.fromTheFuture()));
    }
  }

  private void printVanishing(Outlook outlook) {
    if (outlook.vanishing() == 0) {
      return;
    }
    out.printf(
        "%n! %s older than their topic keeps records, which goes by the event's time. The broker"
            + " will delete them at its next check:%n",
        are(outlook.vanishing()));
    outlook.groups().entrySet().stream()
        .filter(entry -> entry.getValue().vanishing() > 0)
        .limit(TOPICS_NAMED)
        .forEach(this::printVanishing);
    long topics = outlook.groups().values().stream().filter(group -> group.vanishing() > 0).count();
    if (topics > TOPICS_NAMED) {
      out.printf("    and %s more%n", Words.count(topics - TOPICS_NAMED, "topic"));
    }
    out.println(
        "  Raise retention.ms of these topics first, for as long as their readers need, e.g.:");
    out.printf(
        "    kafka-configs.sh --alter --topic %s --add-config retention.ms=-1%n",
        outlook.groups().entrySet().stream()
            .filter(entry -> entry.getValue().vanishing() > 0)
            .findFirst()
            .map(Map.Entry::getKey)
            .orElseThrow());
  }

  private void printVanishing(Map.Entry<String, Outlook.Group> entry) {
    out.printf(
        "    %s: %s, the oldest %s old, kept %s%n",
        entry.getKey(),
        Words.count(entry.getValue().vanishing(), "event"),
        Words.duration(Duration.between(entry.getValue().oldest(), now)),
        Words.duration(retention.of(entry.getKey())));
  }

  private static String are(long events) {
    return Words.count(events, "event") + (events == 1 ? " is" : " are");
  }
}
