package org.liveevents.tools.schemas;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.liveevents.runtime.ExitCode;
import org.liveevents.schema.change.SchemaChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What differs, for a person. */
@Command(
    name = "diff",
    description = {
      "Lists every difference by subject: ! breaks consumers, + adds a field, ~ other words.",
      "Nothing is changed. Exit code 0 whatever differs."
    })
final class DiffCommand implements Callable<Integer> {

  @Mixin private Later later;

  @Mixin private Earlier earlier;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Difference> all = Difference.all(later.schemas(), earlier.schemas(later));
    for (Difference difference : all) {
      if (difference.standing() != Difference.Standing.BOTH) {
        out.println(
            difference.subject() + " is " + difference.standing().name().toLowerCase(Locale.ROOT));
      } else if (!difference.isSame()) {
        out.println(difference.subject());
        difference.changes().forEach(change -> out.println("  " + mark(change) + " " + change));
      }
    }
    out.println(
        all.size() + " subjects, " + all.stream().filter(Difference::isSame).count() + " the same");
    return ExitCode.OK.number();
  }

  private static String mark(SchemaChange change) {
    return switch (change.effect()) {
      case WORDING -> "~";
      case ADDITION -> "+";
      case BREAKING -> "!";
    };
  }
}
