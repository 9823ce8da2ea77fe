package org.liveevents.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; holds all that is wrong with it, not only the first. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigurationException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> "  " + problem)
            .collect(
                Collectors.joining("\n", problems.size() + " configuration problem(s):\n", "")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
