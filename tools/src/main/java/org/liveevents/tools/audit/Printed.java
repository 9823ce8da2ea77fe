package org.liveevents.tools.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import org.liveevents.audit.Damage;
import org.liveevents.audit.Report;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;

/** A report as a person or a script reads it: places and counts, nothing of what records hold. */
record Printed(Report report) {

  void print(PrintStream out) {
    Table looked = new Table("looked at", "number");
    report.counts().forEach((what, count) -> looked.row(what, Words.number(count)));
    looked.print(out, "");
    out.println();
    Table wrong = new Table("wrong", "number");
    for (Damage damage : Damage.values()) {
      wrong.row(damage.words(), Words.number(report.damages(damage)));
    }
    wrong.print(out, "");
    for (Damage damage : Damage.values()) {
      if (report.damages(damage) > 0) {
        out.println();
        out.println(damage.words() + ": " + damage.meaning());
        report.examples(damage).forEach(example -> out.println("  " + example));
      }
    }
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("clean", report.isClean());
    ObjectNode looked = json.putObject("looked_at");
    report.counts().forEach(looked::put);
    ObjectNode wrong = json.putObject("wrong");
    for (Damage damage : Damage.values()) {
      ObjectNode entry = wrong.putObject(damage.words().replace(' ', '_'));
      entry.put("number", report.damages(damage));
      report.examples(damage).forEach(entry.putArray("examples")::add);
    }
    return json;
  }
}
