package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;

/**
 * Targets of requests, for a fuzzer: whatever is asked for, the answer is one that is foreseen, and
 * tells nothing of the inside.
 */
public final class PathFuzz {

  private static final Served SERVED =
      new Served(
          new FakeInstance(4)
              .with(Samples.course("2107~565"))
              .with(Samples.grade("2107~565", "2107~1", "2107~70", "8")));

  private static final Set<String> FORESEEN =
      Set.of("200", "400", "404", "405", "410", "414", "431");

  private PathFuzz() {}

  /** Called by the fuzzer with everything it can think of. */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    // One line, or it would be several requests.
    String target = new String(bytes, ISO_8859_1).replaceAll("[\\r\\n ]", "+");
    String request =
        "GET /"
            + target
            + " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer "
            + Served.TOKEN
            + "\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVED.address().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      check(target, answer(socket.getInputStream()));
    }
  }

  /** All that is answered; of a stream of changes, which doesn't end, what comes first. */
  private static String answer(InputStream input) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] buffer = new byte[8192];
    while (answer.indexOf("text/event-stream") < 0) {
      int read = input.read(buffer);
      if (read < 0) {
        break;
      }
      answer.append(new String(buffer, 0, read, ISO_8859_1));
    }
    return answer.toString();
  }

  private static void check(String target, String answer) {
    String[] words = answer.split(" ", 3);
    if (words.length < 3 || !FORESEEN.contains(words[1])) {
      throw new AssertionError(target + " is answered " + answer);
    }
    String body = answer.toLowerCase(Locale.ROOT);
    boolean isProblem = body.contains("content-type: application/problem+json");
    if (!words[1].equals("200") && !isProblem) {
      throw new AssertionError(target + " is answered without a problem: " + answer);
    }
    if (isProblem && (body.contains("exception") || body.contains("org.liveevents"))) {
      throw new AssertionError(target + " tells of the inside: " + answer);
    }
  }
}
