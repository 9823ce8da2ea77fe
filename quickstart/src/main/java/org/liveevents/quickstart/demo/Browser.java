package org.liveevents.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/** The person's own browser, if this machine has a desktop. */
final class Browser {

  private Browser() {}

  /** Has it open a page; where there is none, nothing happens. */
  static void open(URI page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    if (system.contains("mac")) {
      run("open", page);
    } else if (desktop) {
      run("xdg-open", page);
    }
  }

  private static void run(String program, URI page) {
    try {
      new ProcessBuilder(program, page.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // Its address was printed.
    }
  }
}
