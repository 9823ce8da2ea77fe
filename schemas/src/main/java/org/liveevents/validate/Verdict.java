package org.liveevents.validate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What holding one event against its schema came to.
 *
 * @param violations where it breaks the schema, the first {@value #MOST_VIOLATIONS}; empty if it is
 *     valid
 * @param drift what the schema doesn't foresee, the first {@value #MOST_DRIFT}
 */
public record Verdict(List<Violation> violations, List<Drift> drift) {

  /** More violations of one event are not told. */
  public static final int MOST_VIOLATIONS = 8;

  /** More drift of one event is not told. */
  public static final int MOST_DRIFT = 32;

  /** Nothing to say, as nearly always. */
  static final Verdict CLEAN = new Verdict(List.of(), List.of());

  public Verdict {
    violations = List.copyOf(violations);
    drift = List.copyOf(drift);
  }

  public boolean isValid() {
    return violations.isEmpty();
  }

  /** The violations in one line, free of values; empty if there are none. */
  public String detail() {
    return violations.stream().map(Violation::toString).collect(Collectors.joining(", "));
  }
}
