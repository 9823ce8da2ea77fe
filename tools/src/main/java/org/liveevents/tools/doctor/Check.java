package org.liveevents.tools.doctor;

import java.util.List;

/** One thing to look at. */
interface Check {

  /** What is looked at. */
  String what();

  /**
   * Looks at it; at least one finding.
   *
   * @throws Exception if it can't be looked at, which is a finding too
   */
  List<Finding> look() throws Exception;
}
