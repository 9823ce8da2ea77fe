package org.liveevents.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands over to JMH, which brings its own options. */
@Command(name = "micro", description = "The hot path alone, under JMH; -h tells its options.")
public final class MicroCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "JMH", description = "Options and names for JMH.")
  private List<String> arguments = new ArrayList<>();

  /** The command as picocli takes it: whatever it doesn't know is JMH's, in its order. */
  public static CommandLine commandLine() {
    return new CommandLine(new MicroCommand()).setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws Exception {
    org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}
