package org.liveevents.helm;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that aren't ours and may not be installed. */
final class Programs {

  private Programs() {}

  /** The program that variable names, else the one of that name on the path. */
  static Optional<Path> find(String variable, String name) {
    Stream<Path> named = Stream.ofNullable(System.getenv(variable)).map(Path::of);
    Stream<Path> onPath =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, name));
    return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
  }

  /** In CI a missing program is a failure, not a reason to skip. */
  static boolean mustAllBeThere() {
    return "true".equals(System.getenv("CI"));
  }

  /** What it prints, both streams; it must end well. */
  static String run(Path program, List<String> arguments, Charset charset)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), charset);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " ends with " + process.exitValue() + ":\n" + printed);
    }
    return printed;
  }
}
