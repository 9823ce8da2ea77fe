package org.liveevents.streams.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.liveevents.event.Payload;

/** The page's files, as they lie in {@code src/main/console}. */
public final class ConsoleFiles {

  /** The page itself. */
  public static final String PAGE = "index.html";

  /** Plain names in plain folders, so that no name leads anywhere else. */
  private static final Pattern NAME = Pattern.compile("([a-z0-9-]+/)*[a-z0-9.-]+\\.[a-z0-9]+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Optional<ConsoleFile>> files = new ConcurrentHashMap<>();

  /**
   * One file.
   *
   * @param etag changes when the content does
   */
  public record ConsoleFile(String contentType, Payload content, String etag) {}

  /** The file of that name, with its folder; empty if there is none. */
  public Optional<ConsoleFile> find(String name) {
    Optional<ConsoleFile> known = files.get(name);
    if (known != null) {
      return known;
    }
    Optional<ConsoleFile> found = read(name);
    // What isn't there isn't remembered: there is no end of it.
    found.ifPresent(file -> files.put(name, found));
    return found;
  }

  private static Optional<ConsoleFile> read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches() || name.contains("..")) {
      return Optional.empty();
    }
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      return Optional.of(new ConsoleFile(type, Payload.of(content), etag(content)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String etag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
