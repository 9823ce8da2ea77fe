package org.liveevents.streams.query;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instance's query API is reached.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 */
public record Address(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):(\\d{1,5})");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|\\[?::1]?|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  public Address {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("an address has a host and a port from 1 to 65535");
    }
  }

  /** Reads {@code host:port} or {@code [host]:port}; empty if it is neither. */
  public static Optional<Address> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new Address(host, port));
  }

  /** Whether only processes on the same machine reach it. */
  boolean isLoopback() {
    return isLoopback(host);
  }

  /** Whether that name or address is this machine's own, to itself. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  /** That resource there. */
  URI resource(String target) {
    return URI.create("http://" + this + target);
  }

  /** {@code host:port}, as it is configured. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
