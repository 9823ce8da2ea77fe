package org.liveevents.benchmarks.competitor;

import java.util.Set;
import org.liveevents.runtime.command.ServiceCommand;
import org.liveevents.streams.StreamsService;
import org.liveevents.streams.TopologyConfig;
import org.liveevents.streams.course.Views;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The service as it is installed, but for its views: the two that everybody asks for. */
@Command(name = "two-views", description = "Everything on, with the views of grades and progress.")
public final class TwoViews extends ServiceCommand<TopologyConfig> {

  private static final Set<String> KEPT = Set.of(Views.GRADE.store(), Views.PROGRESS.store());

  TwoViews() {
    super(settings -> TopologyConfig.from(settings).keeping(KEPT), StreamsService::start);
  }

  /** Runs until stopped. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TwoViews()).execute(args));
  }
}
