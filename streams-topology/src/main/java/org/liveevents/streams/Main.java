package org.liveevents.streams;

import org.liveevents.runtime.command.ServiceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The topology as a process. */
@Command(
    name = "topology",
    description = "Turns the raw topic into typed topics, per-course state and answers.")
public final class Main extends ServiceCommand<TopologyConfig> {

  Main() {
    super(TopologyConfig::from, StreamsService::start);
  }

  /** Runs until stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
