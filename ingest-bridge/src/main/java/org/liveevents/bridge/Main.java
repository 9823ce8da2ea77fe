package org.liveevents.bridge;

import java.time.InstantSource;
import org.liveevents.runtime.command.ServiceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The bridge as a process. */
@Command(
    name = "bridge",
    description = "Receives Canvas Live Events and writes them to the raw topic.")
public final class Main extends ServiceCommand<BridgeConfig> {

  Main() {
    super(BridgeConfig::from, config -> Bridge.start(config, InstantSource.system()));
  }

  /** Runs until stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
