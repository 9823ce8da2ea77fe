package org.liveevents.tools.rejected;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.config.Amounts;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import picocli.CommandLine.Option;

/** Which records an operator means; without any option, all. */
final class Filter {

  @Option(
      names = "--code",
      split = ",",
      paramLabel = "CODE",
      description = "only these rejection codes, such as schema_violation")
  private Set<String> codes = Set.of();

  @Option(
      names = "--stage",
      split = ",",
      paramLabel = "STAGE",
      description = "only what was refused there: sqs webhook replay decode validate write")
  private Set<String> stages = Set.of();

  @Option(
      names = "--source",
      split = ",",
      paramLabel = "SOURCE",
      description = "only what came that way: sqs webhook replay")
  private Set<String> sources = Set.of();

  @Option(
      names = "--event",
      split = ",",
      paramLabel = "NAME",
      description = "only events of these names; also none and unrecognized")
  private Set<String> names = Set.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "only what arrived since then: 2026-03-01T00:00:00Z, or 24h for that long ago")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "only what arrived before then")
  private @Nullable String until;

  /** The first time that is meant. */
  Optional<Instant> from(Instant now) {
    return time("--from", from, now);
  }

  /** Whether a record is meant; its event's name is looked up only if it matters. */
  Predicate<RejectedRecord> predicate(EventNames eventNames, Instant now) {
    Instant first = from(now).orElse(Instant.MIN);
    Instant end = time("--until", until, now).orElse(Instant.MAX);
    return record ->
        isIn(codes, record.code())
            && isIn(stages, record.stage())
            && isIn(sources, record.source())
            && !record.time().isBefore(first)
            && record.time().isBefore(end)
            && (names.isEmpty() || names.contains(eventNames.of(record)));
  }

  private static boolean isIn(Set<String> wanted, String word) {
    return wanted.isEmpty() || wanted.stream().anyMatch(word::equalsIgnoreCase);
  }

  private static Optional<Instant> time(String option, @Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Instant> ago = Amounts.duration(text).map(now::minus);
    try {
      return Optional.of(ago.orElseGet(() -> Instant.parse(text)));
    } catch (DateTimeException e) {
      throw new CommandFailed(
          Exit.USAGE, option + " is a time, such as 2026-03-01T00:00:00Z, or 24h ago: " + text);
    }
  }
}
