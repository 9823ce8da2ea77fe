package org.liveevents.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The other forms a value may have: addresses, lists, words. */
final class Forms {

  private Forms() {}

  /** An absolute http or https address with a host. */
  static Optional<URI> httpAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The text without the user and password that addresses in it may carry. */
  static String withoutUserInfo(String text) {
    return text.replaceAll("(?<=://)\\S*@", Secret.REDACTED + "@");
  }

  /** The parts between commas, stripped, without the empty ones. */
  static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** The constant that is written so, in lower case. */
  static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(text))
        .findFirst();
  }

  /** How a constant is written. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
