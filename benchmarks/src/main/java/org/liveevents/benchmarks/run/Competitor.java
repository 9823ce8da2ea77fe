package org.liveevents.benchmarks.run;

import java.util.List;
import java.util.Map;

/**
 * One that takes part.
 *
 * @param name its row
 * @param program class or jar with arguments, as the java command takes them
 * @param environment what it gets beside what all get
 * @param makes what must come of the corpus
 */
record Competitor(String name, List<String> program, Map<String, String> environment, Makes makes) {

  /** What the outputs must be. */
  enum Makes {
    /** Every raw record, once. */
    COPIES,
    /** Each event once in its topic, in order, and the views. */
    PIPELINE,
    /** The same, but Caliper's events have no names and tell the views nothing. */
    PIPELINE_WITHOUT_CALIPER,
    /** Each event once; order and views are not looked at. */
    EVENTS
  }

  Competitor {
    program = List.copyOf(program);
    environment = Map.copyOf(environment);
  }
}
