package org.liveevents.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the papers lead somewhere. */
class LinksTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MADE = Pattern.compile("(^|/)(target|node_modules|dist)/");
  private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  @Test
  void everyRelativeLinkHasItsFileAndItsHeading() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path paper : papers()) {
      String text = CODE.matcher(Files.readString(paper)).replaceAll("");
      LINK.matcher(text)
          .results()
          .map((MatchResult found) -> found.group(1))
          .filter(link -> !link.matches("[a-z]+:.*"))
          .filter(link -> !leadsSomewhere(paper, link))
          .forEach(link -> dead.add(ROOT.relativize(paper) + ": " + link));
    }
    assertThat(dead).isEmpty();
  }

  private static List<Path> papers() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !MADE.matcher(ROOT.relativize(file).toString()).find())
          .toList();
    }
  }

  private static boolean leadsSomewhere(Path paper, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? paper : paper.resolveSibling(file).normalize();
    return Files.exists(target)
        && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
  }

  /** As they are spelt in links: in small letters, with hyphens, without punctuation. */
  private static List<String> headings(Path paper) {
    try {
      return HEADING
          .matcher(Files.readString(paper))
          .results()
          .map((MatchResult found) -> found.group(1).toLowerCase(Locale.ROOT))
          .map(text -> text.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
