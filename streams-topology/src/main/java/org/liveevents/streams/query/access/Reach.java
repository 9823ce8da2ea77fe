package org.liveevents.streams.query.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a caller may see: everything, or the courses named and those of the accounts named.
 *
 * @param limits empty for everything
 */
public record Reach(Optional<Limits> limits) {

  /** Everything. */
  public static final Reach EVERYTHING = new Reach(Optional.empty());

  /**
   * The most one may see.
   *
   * @param courses canonical ids
   * @param accounts canonical ids; those that courses belong to directly
   */
  public record Limits(Set<String> courses, Set<String> accounts) {

    public Limits {
      courses = Set.copyOf(courses);
      accounts = Set.copyOf(accounts);
    }
  }

  /** No more than that. */
  public static Reach of(Set<String> courses, Set<String> accounts) {
    return new Reach(Optional.of(new Limits(courses, accounts)));
  }

  /** Whether there is something one may not see. */
  public boolean isLimited() {
    return limits.isPresent();
  }

  /**
   * Whether that course may be seen.
   *
   * @param account asked for only if the answer hangs on it; empty if it isn't known
   */
  public boolean covers(String course, Supplier<Optional<String>> account) {
    return limits
        .map(
            most ->
                most.courses().contains(course)
                    || (!most.accounts().isEmpty()
                        && account.get().filter(most.accounts()::contains).isPresent()))
        .orElse(true);
  }
}
