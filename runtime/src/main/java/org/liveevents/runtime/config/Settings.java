package org.liveevents.runtime.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The settings of a process: the environment over an optional properties file. A reader that finds
 * its value wrong notes a {@link Problem} and returns the default, so that {@link #check} can
 * report all problems together. Blank is unset. For one thread.
 */
public final class Settings {

  private final Sources sources;
  private final List<Problem> problems = new ArrayList<>();

  private Settings(Map<String, String> environment, Map<String, String> file) {
    this.sources = new Sources(environment, file);
    problems.addAll(UnknownKeys.inEnvironment(environment));
    problems.addAll(UnknownKeys.inFile(file));
  }

  /** Settings from an environment alone, or from the file it names as well. */
  public static Settings of(Map<String, String> environment) {
    return of(environment, Optional.empty());
  }

  /** Settings from an environment and a file; without a file, the one the environment names. */
  public static Settings of(Map<String, String> environment, Optional<Path> file) {
    String named =
        file.map(Path::toString)
            .orElse(environment.getOrDefault(Key.LIVE_EVENTS_CONFIG.name(), "").strip());
    if (named.isEmpty()) {
      return new Settings(environment, Map.of());
    }
    try {
      return new Settings(environment, Sources.read(Path.of(named)));
    } catch (IOException | IllegalArgumentException e) {
      Settings settings = new Settings(environment, Map.of());
      settings.problem(
          Key.LIVE_EVENTS_CONFIG,
          named,
          "cannot be read as a properties file (" + e.getClass().getSimpleName() + ")");
      return settings;
    }
  }

  /** The text, if set or if the key has a default. */
  public Optional<String> text(Key key) {
    return set(key).or(key::fallback);
  }

  /** Whole numbers from low to high, both allowed; the key has a default. */
  public int integer(Key key, int low, int high) {
    return integerIfSet(key, low, high).orElseGet(() -> Integer.parseInt(required(key)));
  }

  /** Whole numbers from low to high, if set. */
  public OptionalInt integerIfSet(Key key, int low, int high) {
    Optional<Integer> number =
        parsed(
            key,
            text ->
                text.matches("\\d{1,9}")
                    ? Optional.of(Integer.valueOf(text)).filter(n -> n >= low && n <= high)
                    : Optional.empty(),
            "a whole number from " + low + " to " + high);
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** A TCP port, 0 for any free one, if set. */
  public OptionalInt portIfSet(Key key) {
    return integerIfSet(key, 0, 65_535);
  }

  /** A duration from low to high, both allowed; the key has a default. */
  public Duration duration(Key key, Duration low, Duration high) {
    return parsed(
            key,
            text ->
                Amounts.duration(text).filter(d -> d.compareTo(low) >= 0 && d.compareTo(high) <= 0),
            "a duration from "
                + Amounts.write(low)
                + " to "
                + Amounts.write(high)
                + ", such as 30s")
        .orElseGet(() -> Amounts.duration(required(key)).orElseThrow());
  }

  /** A number of bytes from low to high, both allowed; the key has a default. */
  public long size(Key key, long low, long high) {
    return sizeIfSet(key, low, high).orElseGet(() -> Amounts.size(required(key)).orElseThrow());
  }

  /** A number of bytes from low to high, both allowed, if set. */
  public OptionalLong sizeIfSet(Key key, long low, long high) {
    Optional<Long> size =
        parsed(
            key,
            text -> Amounts.size(text).filter(bytes -> bytes >= low && bytes <= high),
            "a size from " + Amounts.write(low) + " to " + Amounts.write(high) + ", such as 2MiB");
    return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  /** An absolute http or https address, if set or if the key has a default. */
  public Optional<URI> uri(Key key) {
    return parsed(key, Forms::httpAddress, "an http or https address")
        .or(() -> key.fallback().map(URI::create));
  }

  /** Comma-separated parts, none of them empty; an empty list if unset. */
  public List<String> list(Key key) {
    return text(key).map(Forms::parts).orElseGet(List::of);
  }

  /** Comma-separated http or https addresses; an empty list if unset. */
  public List<URI> uris(Key key) {
    List<URI> uris = new ArrayList<>();
    for (String part : list(key)) {
      Forms.httpAddress(part)
          .ifPresentOrElse(
              uris::add,
              () ->
                  problem(
                      key,
                      text(key).orElse("").contains("@") ? Secret.REDACTED : part,
                      "set it to http or https addresses"));
    }
    return List.copyOf(uris);
  }

  /** {@code old=new,...}; an empty map if unset. */
  public Map<String, String> pairs(Key key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : list(key)) {
      int equals = part.indexOf('=');
      if (equals < 1 || equals == part.length() - 1) {
        problem(key, part, "write pairs as old=new, separated by commas");
      } else if (pairs.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip())
          != null) {
        problem(key, part, "name each key once");
      }
    }
    return pairs;
  }

  /** One of the constants of an enum, written in lower case; the key has a default. */
  public <E extends Enum<E>> E choice(Key key, Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants()).map(Forms::word).collect(Collectors.joining(", "));
    return parsed(key, text -> Forms.constant(type, text), "one of " + words)
        .orElseGet(() -> Forms.constant(type, required(key)).orElseThrow());
  }

  /** {@code true} or {@code false}; the key has a default. */
  public boolean flag(Key key) {
    return parsed(
            key,
            text ->
                text.equals("true") || text.equals("false")
                    ? Optional.of(text.equals("true"))
                    : Optional.empty(),
            "true or false")
        .orElseGet(() -> required(key).equals("true"));
  }

  /** A file that can be read, if set. */
  public Optional<Path> file(Key key) {
    return parsed(
        key,
        text -> {
          try {
            return Optional.of(Path.of(text)).filter(Files::isReadable);
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        },
        "a file that can be read");
  }

  /** One secret, with whatever commas it has, from the key or from the file that KEY_FILE names. */
  public Optional<Secret> secret(Key key) {
    return set(key)
        .or(() -> secretFile(key).map(String::strip).filter(text -> !text.isEmpty()))
        .map(Secret::new);
  }

  /** Comma-separated secrets, from the key or from the file that KEY_FILE names. */
  public List<Secret> secrets(Key key) {
    String text = secretFile(key).map(lines -> lines + ",").orElse("") + set(key).orElse("");
    return Forms.parts(text.replace('\n', ',')).stream().map(Secret::new).toList();
  }

  private Optional<String> secretFile(Key key) {
    Optional<String> file = sources.value(key.fileKey());
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(Path.of(file.get())));
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          new Problem(key.fileKey(), file.orElse(""), "set it to a file that can be read"));
      return Optional.empty();
    }
  }

  /** Kafka client settings, by the names Kafka gives them. */
  public Map<String, String> kafka() {
    return sources.kafka();
  }

  /** Notes a problem with the value that is set. */
  public void problem(Key key, String remedy) {
    problem(key, set(key).orElse(""), remedy);
  }

  /** Notes a problem with a Kafka client setting. */
  public void kafkaProblem(String clientName, String remedy) {
    String value = kafka().getOrDefault(clientName, "");
    boolean hide = !value.isEmpty() && KafkaSettings.isSensitive(clientName);
    String key = "KAFKA_" + clientName.toUpperCase(Locale.ROOT).replace('.', '_');
    problems.add(new Problem(key, hide ? Secret.REDACTED : value, remedy));
  }

  /** Everything wrong found so far. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Call after everything was read.
   *
   * @throws ConfigurationException if there is any problem
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** What is set and what is by default, in the order of {@link Key}, secrets redacted. */
  public Map<String, String> print() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Key key : Key.values()) {
      boolean hidden =
          key.isSecret() && (set(key).isPresent() || sources.value(key.fileKey()).isPresent());
      lines.put(key.name(), hidden ? Secret.REDACTED : Forms.withoutUserInfo(text(key).orElse("")));
    }
    new TreeMap<>(kafka())
        .forEach(
            (name, value) ->
                lines.put(name, KafkaSettings.isSensitive(name) ? Secret.REDACTED : value));
    return lines;
  }

  private void problem(Key key, String value, String remedy) {
    boolean hide = key.isSecret() && !value.isEmpty();
    problems.add(
        new Problem(key.name(), hide ? Secret.REDACTED : Forms.withoutUserInfo(value), remedy));
  }

  private <T> Optional<T> parsed(Key key, Function<String, Optional<T>> parser, String wanted) {
    Optional<String> text = set(key);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      problem(key, text.get(), "set it to " + wanted + serviceLinkHint(key, text.get()));
    }
    return value;
  }

  private static String serviceLinkHint(Key key, String value) {
    return UnknownKeys.isServiceLink(key.name(), value)
        ? "; this value comes from Kubernetes, which enableServiceLinks: false prevents"
        : "";
  }

  private Optional<String> set(Key key) {
    return sources.value(key.name());
  }

  private static String required(Key key) {
    return key.fallback().orElseThrow(() -> new IllegalStateException(key + " has no default"));
  }
}
