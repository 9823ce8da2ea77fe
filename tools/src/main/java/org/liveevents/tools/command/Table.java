package org.liveevents.tools.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of text in columns as wide as they need to be; columns of numbers stand to the right. */
public final class Table {

  private static final Pattern NUMBER = Pattern.compile("[\\d,.]+");

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row, with a cell for every heading. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Prints it, every line after that text. */
  public void print(PrintStream out, String indent) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - row.get(i).length());
        line.append(isOfNumbers(i) ? blanks + row.get(i) : row.get(i) + blanks).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private boolean isOfNumbers(int column) {
    return rows.stream().skip(1).allMatch(row -> NUMBER.matcher(row.get(column)).matches());
  }
}
