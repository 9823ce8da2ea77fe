package org.liveevents.tools.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells how many bytes are read, piece by piece. */
public final class CountedInput extends FilterInputStream {

  /** Told of every read. */
  @FunctionalInterface
  public interface Listener {

    /** So many bytes more were read. */
    void read(long bytes);
  }

  private final Listener listener;

  CountedInput(InputStream in, Listener listener) {
    super(in);
    this.listener = listener;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      listener.read(1);
    }
    return c;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      listener.read(count);
    }
    return count;
  }
}
