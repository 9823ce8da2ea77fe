package org.liveevents.bridge.fuzz;

import java.util.Arrays;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;

/** Reading an event, for a fuzzer: no exception, the bytes untouched, twice the same. */
public final class EnvelopeFuzz {

  private static final EnvelopeReader READER =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1));

  private EnvelopeFuzz() {}

  /** Called by the fuzzer with everything it can think of. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    byte[] given = bytes.clone();
    Decoded first = READER.read(given);
    if (!Arrays.equals(given, bytes)) {
      throw new AssertionError("the bytes that came were changed");
    }
    if (!first.equals(READER.read(given))) {
      throw new AssertionError("read twice, and not the same");
    }
  }
}
