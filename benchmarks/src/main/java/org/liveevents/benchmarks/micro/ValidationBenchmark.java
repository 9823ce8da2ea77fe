package org.liveevents.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.validate.EventValidator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Holding one grade_change against its schema, beside a bare walk through its tokens and a general
 * validator on the same schema: from a teacher's browser (1.4 kB), and from a job, which has none
 * of what Canvas tells about a request (0.9 kB).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ValidationBenchmark {

  private static final String EVENT = "grade_change";
  private static final Set<String> OF_A_REQUEST =
      Set.of(
          "client_ip",
          "hostname",
          "http_method",
          "referrer",
          "request_id",
          "session_id",
          "time_zone",
          "url",
          "user_agent");

  @Param({"request", "job"})
  private String from = "";

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonFactory jackson = new JsonFactory();
  private byte[] payload = {};
  private JsonNode tree = MissingNode.getInstance();
  private final SchemaCatalogue schemas = SchemaCatalogue.bundled();
  private final EventValidator validator = EventValidator.of(schemas);
  private final JsonSchema general =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(schemas.find(PayloadFormat.CANVAS, EVENT).orElseThrow().plain());

  /** Our sample, without its line breaks. */
  @Setup
  public void read() throws IOException {
    String path = "/org/liveevents/samples/canvas/" + EVENT + ".json";
    try (InputStream in = ValidationBenchmark.class.getResourceAsStream(path)) {
      tree = mapper.readTree(Objects.requireNonNull(in, path));
    }
    if (from.equals("job")) {
      ((ObjectNode) tree.get("metadata")).remove(OF_A_REQUEST);
    }
    payload = mapper.writeValueAsBytes(tree);
  }

  /** The roof: the tokens alone. */
  @Benchmark
  public void walk(Blackhole sink) throws IOException {
    try (JsonParser parser = jackson.createParser(payload)) {
      while (parser.nextToken() != null) {
        sink.consume(parser.currentToken());
      }
    }
  }

  /** Ours, from bytes to verdict. */
  @Benchmark
  public Object validate() {
    return validator.check(PayloadFormat.CANVAS, EVENT, payload);
  }

  /** The peer, from bytes to verdict. */
  @Benchmark
  public Object networknt() throws IOException {
    return general.validate(mapper.readTree(payload));
  }

  /** The peer without the parsing: the tree is there already. */
  @Benchmark
  public Object networkntOnTree() {
    return general.validate(tree);
  }
}
