package org.liveevents.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.liveevents.benchmarks.corpus.Corpus;
import org.liveevents.benchmarks.corpus.CorpusSettings;

/** The same thousand well-formed payloads of the usual mix for every benchmark. */
final class Events {

  /** How many payloads one invocation works through. */
  static final int COUNT = 1000;

  private static final Instant START = Instant.parse("2026-09-01T08:00:00Z");

  private Events() {}

  static byte[][] payloads() {
    return Corpus.some(CorpusSettings.of(1, COUNT, START)).stream()
        .filter(delivery -> delivery.sequence() >= 0)
        .limit(COUNT)
        .map(delivery -> delivery.json().getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
