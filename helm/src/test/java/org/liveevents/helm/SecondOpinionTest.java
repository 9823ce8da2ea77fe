package org.liveevents.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The helm an operator has on the command line, beside the library; {@code HELM} may name it. */
class SecondOpinionTest {

  private final Optional<Path> helm = Programs.find("HELM", "helm");

  @BeforeEach
  void needsHelm() {
    if (helm.isEmpty() && Programs.mustAllBeThere()) {
      throw new AssertionError("helm is not installed, and HELM names none");
    }
    assumeTrue(helm.isPresent(), "helm is not installed, and HELM names none: skipped");
  }

  @Test
  void rendersTheSameObjectsAsTheLibrary() throws Exception {
    for (Path values : Chart.valueSets()) {
      String rendered =
          run(
              "template",
              Chart.RELEASE,
              Chart.DIRECTORY.toString(),
              "-n",
              Chart.NAMESPACE,
              "-f",
              values.toString());
      assertThat(new TreeSet<>(Manifests.parse(rendered).names()))
          .as(values.toString())
          .isEqualTo(new TreeSet<>(Chart.render(values).names()));
    }
  }

  @Test
  void lintsStrictlyAndPackages() throws Exception {
    String values = Chart.values("minimal").toString();
    assertThat(run("lint", "--strict", Chart.DIRECTORY.toString(), "-f", values))
        .contains("0 chart(s) failed");
    Path directory = Files.createTempDirectory("chart");
    run("package", Chart.DIRECTORY.toString(), "-d", directory.toString());
    try (var packaged = Files.list(directory)) {
      assertThat(packaged.toList()).singleElement().asString().endsWith(".tgz");
    }
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    return Programs.run(helm.orElseThrow(), List.of(arguments), StandardCharsets.UTF_8);
  }
}
