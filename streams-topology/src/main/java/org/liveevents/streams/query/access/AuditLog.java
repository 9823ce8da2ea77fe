package org.liveevents.streams.query.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who asked for students' records, a line of JSON each, before the answer leaves: what
 * can't be written down isn't answered. For many threads.
 */
public final class AuditLog {

  private static final Logger LOGGER = LoggerFactory.getLogger("audit");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  /** A note can't be written. */
  public static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unwritable(IOException cause) {
      super("the audit log can't be written", cause);
    }
  }

  private final Optional<Consumer<String>> lines;

  private AuditLog(Optional<Consumer<String>> lines) {
    this.lines = lines;
  }

  /** Nothing is written down. */
  public static AuditLog none() {
    return new AuditLog(Optional.empty());
  }

  /** To the logger {@code audit}. */
  public static AuditLog logged() {
    return new AuditLog(Optional.of(LOGGER::info));
  }

  /** To the end of that file, which may be moved away at any time. */
  public static AuditLog to(Path file) {
    return new AuditLog(Optional.of(line -> append(file, line)));
  }

  /**
   * Writes it down.
   *
   * @param read made only if anything is written down
   * @throws Unwritable if it can't be written
   */
  public void note(Supplier<ReadNote> read) {
    lines.ifPresent(to -> to.accept(line(read.get())));
  }

  private static String line(ReadNote read) {
    try {
      return JSON.writeValueAsString(read);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a note is writable", e);
    }
  }

  /** One write a line, so that lines of several threads don't mix. */
  private static void append(Path file, String line) {
    try {
      Files.write(
          file,
          (line + "\n").getBytes(UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new Unwritable(e);
    }
  }
}
