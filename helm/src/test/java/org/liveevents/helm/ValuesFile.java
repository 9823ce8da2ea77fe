package org.liveevents.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * values.yaml, read as helm-docs does: a comment that begins with {@code -- } tells the meaning of
 * the value below it.
 */
final class ValuesFile {

  /** A value that has no values below it. */
  record Row(String path, String fallback, String meaning) {}

  private static final Pattern ENTRY = Pattern.compile("( *)([A-Za-z_]+):(?: (.*))?");
  private static final Pattern COMMENT = Pattern.compile(" *# -- (.*)");
  private static final int INDENT = 2;

  private ValuesFile() {}

  static List<Row> rows(Path file) {
    List<Row> rows = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    String meaning = "";
    for (String line : lines(file)) {
      Matcher comment = COMMENT.matcher(line);
      Matcher entry = ENTRY.matcher(line);
      if (comment.matches()) {
        meaning = comment.group(1);
      } else if (entry.matches()) {
        while (path.size() > entry.group(1).length() / INDENT) {
          path.removeLast();
        }
        path.addLast(entry.group(2));
        if (entry.group(3) != null) {
          rows.add(
              new Row(path.stream().collect(Collectors.joining(".")), entry.group(3), meaning));
        }
        meaning = "";
      }
    }
    return rows;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
