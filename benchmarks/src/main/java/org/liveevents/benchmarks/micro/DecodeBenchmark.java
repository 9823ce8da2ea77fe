package org.liveevents.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Reading one event, name, time, ids, scope and hash, beside merely walking through its tokens. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class DecodeBenchmark {

  private final byte[][] payloads = Events.payloads();
  private final JsonFactory jackson = new JsonFactory();
  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1042));

  /** The peer: Jackson's streaming parser goes through all tokens and looks at none. */
  @Benchmark
  @OperationsPerInvocation(Events.COUNT)
  public void walk(Blackhole sink) throws IOException {
    for (byte[] payload : payloads) {
      try (JsonParser parser = jackson.createParser(payload)) {
        while (parser.nextToken() != null) {
          sink.consume(parser.currentToken());
        }
      }
    }
  }

  /** The whole of our reading. */
  @Benchmark
  @OperationsPerInvocation(Events.COUNT)
  public void decode(Blackhole sink) {
    for (byte[] payload : payloads) {
      sink.consume(reader.read(payload));
    }
  }
}
