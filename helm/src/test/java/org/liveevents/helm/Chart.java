package org.liveevents.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart on disk, and what Helm makes of it. */
final class Chart {

  static final Path DIRECTORY = Path.of("canvas-live-events").toAbsolutePath();
  static final String RELEASE = "uni";
  static final String NAMESPACE = "events";

  /** The oldest the chart says it is for. */
  private static final String KUBERNETES = "1.27.0";

  private static final Path VALUES = Path.of("src/test/resources/values").toAbsolutePath();

  /** What stands in annotations of hooks instead of Helm's own words. */
  static final String HOOK = "was-a-hook";

  /** The library leaves hooks out of what it renders: here they are objects like any other. */
  private static final Path UNHOOKED = copy(text -> text.replace("helm.sh/hook", HOOK));

  private Chart() {}

  /** Every set of values the chart is tested with; one file each. */
  static List<Path> valueSets() {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path values(String name) {
    return VALUES.resolve(name + ".yaml");
  }

  /** The manifests for those values; fails with Helm's message. */
  static Manifests render(Path values) {
    FakeCluster unused = FakeCluster.running(); // a lookup asks it, though nothing is installed
    return Manifests.parse(
        new Helm(UNHOOKED)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(values)
            .call());
  }

  static Manifests render(String values) {
    return render(values(values));
  }

  /** What Helm says against these values; empty if nothing. */
  static String refusal(String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        render(file);
        return "";
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What strict lint says of the chart with those values as its own: lint takes no others. */
  static LintResult lint(Path values) {
    try {
      Path copy = copy(text -> text);
      Object merged = merge(read(DIRECTORY.resolve("values.yaml")), read(values));
      Files.writeString(copy.resolve("values.yaml"), new Yaml().dump(merged));
      return new Helm(copy).lint().strict().call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(UnaryOperator<String> edit) {
    try {
      Path copy = Files.createTempDirectory("chart").resolve(DIRECTORY.getFileName());
      try (Stream<Path> files = Files.walk(DIRECTORY)) {
        for (Path file : files.toList()) {
          Path target = copy.resolve(DIRECTORY.relativize(file).toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(target);
          } else {
            Files.writeString(target, edit.apply(Files.readString(file)));
          }
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(Path file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
  }

  private static Object merge(Object below, Object above) {
    if (!(below instanceof Map<?, ?> lower) || !(above instanceof Map<?, ?> upper)) {
      return above;
    }
    Map<Object, Object> merged = new LinkedHashMap<>(lower);
    upper.forEach((key, value) -> merged.merge(key, value, Chart::merge));
    return merged;
  }
}
