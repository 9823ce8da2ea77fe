package org.liveevents.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/** A program for Node and the packages it asks for. */
final class NodeProgram {

  private NodeProgram() {}

  /** A copy of it, with its packages, which are installed once and kept for the next run. */
  static OtherProgram installed(Path source, Path copy, Map<String, String> environment) {
    OtherProgram.require("node");
    OtherProgram.require("npm");
    OtherProgram node = new OtherProgram(copy.toAbsolutePath(), environment);
    try {
      Files.createDirectories(copy);
      boolean fresh =
          Files.exists(copy.resolve("node_modules"))
              && Files.mismatch(source.resolve("package.json"), copy.resolve("package.json")) < 0;
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      if (!fresh) {
        node.run(
            "",
            "npm",
            "install",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund");
      }
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
