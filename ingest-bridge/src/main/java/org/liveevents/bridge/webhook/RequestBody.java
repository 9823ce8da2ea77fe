package org.liveevents.bridge.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A request's body, read within a size and a time. */
final class RequestBody {

  /** From the first byte we ask for to the last we get; Canvas gives up after 15 s itself. */
  static final Duration TIME_LIMIT = Duration.ofSeconds(15);

  /**
   * What is too large is read on and forgotten, up to here: an answer given while the sender still
   * sends is lost with the connection.
   */
  private static final long MAX_READ_BYTES = 16L * 1024 * 1024;

  private static final int CHUNK = 16 * 1024;

  /** Larger than allowed. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Not finished in time. */
  static final class Unfinished extends IOException {
    private static final long serialVersionUID = 1L;

    Unfinished(IOException cause) {
      super(cause);
    }

    Unfinished() {}
  }

  private RequestBody() {}

  static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
    long total = 0;
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream input = request.getInputStream();
      for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
        total += read;
        if (total > MAX_READ_BYTES) {
          throw new TooLarge();
        }
        if (total <= maxBytes) {
          body.write(chunk, 0, read);
        }
        if (System.nanoTime() > deadline) {
          throw new Unfinished();
        }
      }
      if (total > maxBytes) {
        throw new TooLarge();
      }
      return body.toByteArray();
    } catch (TooLarge | Unfinished e) {
      throw e;
    } catch (IOException e) {
      throw isTimeout(e) ? new Unfinished(e) : e;
    }
  }

  private static boolean isTimeout(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
