package org.liveevents.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.IdRules;

/**
 * The scanner written by hand against a general parser: the same bytes are the same event to both,
 * or refused by both with the same code.
 */
class JsonScanTest {

  private static final int ROUNDS = Integer.getInteger("histories", 20_000);
  private static final long SEED = Long.getLong("seed", 20260901L);
  private static final String[] SPLICES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\u12",
    "\\ud83d",
    "\\ud83d\\udc19",
    "\\n",
    "\\x",
    "-",
    "0",
    "01",
    "1.",
    ".5",
    "1e",
    "1e5",
    "1E+7",
    "-0",
    "-0.0",
    "17.50",
    "9223372036854775808",
    "123456789012345678",
    "1234567890123456789",
    "0.000000000000000000",
    "1e2147483648",
    "true",
    "false",
    "null",
    "nul",
    "truex",
    "NaN",
    " ",
    "\t",
    "\u0001",
    "\u007f",
    "\u00fc",
    "\u6b22",
    "\ud83d\udc19",
    "//",
    "\"a\":1,",
    "{\"a\":[]}",
    "[[",
    "]]",
    "\"\"",
    "\r\n"
  };

  private final EnvelopeReader reader =
      new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1042));
  private final JsonScan scan = new JsonScan();

  @Test
  void readsEverySampleAsTheGeneralParserDoes() {
    for (byte[] sample : samples()) {
      assertThat(byScan(sample)).startsWith("Event").isEqualTo(byParser(sample));
    }
  }

  @Test
  void readsAnyMutationOfTheSamplesAsTheGeneralParserDoes() {
    List<byte[]> samples = samples();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      // Given
      Random random = new Random(SEED + round);
      byte[] bytes = mutated(samples.get(random.nextInt(samples.size())), samples, random);

      // When
      String expected = byParser(bytes);
      outcomes.merge(expected.split("[\\[:]", 2)[0], 1, Integer::sum);

      // Then
      assertThat(byScan(bytes)).as("seed %d", SEED + round).isEqualTo(expected);
    }
    System.out.println("seed " + SEED + ": " + outcomes);
    assertThat(outcomes).as("mutations of all sorts").hasSizeGreaterThan(4);
  }

  @Test
  void readsAnyJsonAsTheGeneralParserDoes() {
    for (int round = 0; round < ROUNDS / 4; round++) {
      // Given
      RandomJson json = new RandomJson(new Random(SEED + round));
      String body = json.spell(json.object(4));
      byte[] bytes = Payloads.canvas("heartbeat", "", body).getBytes(UTF_8);
      byte[] alone = body.getBytes(UTF_8);

      // Then
      assertThat(byScan(bytes)).as("seed %d", SEED + round).isEqualTo(byParser(bytes));
      assertThat(byScan(alone)).as("seed %d", SEED + round).isEqualTo(byParser(alone));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {998, 999, 1000, 1001, 1002})
  void refusesNumbersOfTheSameLengthAsTheGeneralParserDoes(int digits) {
    for (String number :
        List.of(
            "7".repeat(digits),
            "-" + "7".repeat(digits),
            "0." + "7".repeat(digits - 1),
            "7.0" + "7".repeat(digits - 2),
            "-7." + "7".repeat(digits - 1),
            "7".repeat(digits - 2) + "e12",
            "7".repeat(digits - 3) + ".1e-1")) {
      byte[] bytes = Payloads.canvas("heartbeat", "", "{'v':" + number + "}").getBytes(UTF_8);
      assertThat(byScan(bytes)).as(number).isEqualTo(byParser(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {49_998, 49_999, 50_000, 50_001, 50_002, 50_003})
  void refusesKeysOfTheSameLengthAsTheGeneralParserDoes(int length) {
    for (String key :
        List.of("k".repeat(length), "\u00fc".repeat(length / 2) + "k".repeat(length % 2))) {
      byte[] bytes = Payloads.canvas("heartbeat", "", "{'" + key + "':1}").getBytes(UTF_8);
      assertThat(byScan(bytes)).isEqualTo(byParser(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {62, 63, 64, 65, 66, 67, 68})
  void findsTheSameNestingTooDeep(int depth) {
    for (String open : List.of("[", "{'a':")) {
      String nested = open.repeat(depth);
      byte[] bytes = Payloads.canvas("heartbeat", "", "{'v':" + nested).getBytes(UTF_8);
      assertThat(byScan(bytes)).isEqualTo(byParser(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "1 ",
        " 1.5e3\n",
        "\"a\"",
        "true",
        "nullx",
        "null",
        "[]",
        "[1,]",
        "[,1]",
        "{,}",
        "{}",
        "{} {}",
        "1 2",
        "\"",
        "\"\\",
        "\"\\u",
        "\"\\u00",
        "-",
        "1.",
        "1e",
        "1e+",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "[1",
        "[",
        "]",
        "}",
        ":",
        ",",
        "tru",
        "t",
        "'a'",
        "{a:1}",
        "[01]",
        "[+1]",
        "[.5]",
        "[-]",
        "[1.e2]",
        "[1e2.5]",
        "[--1]",
        "[0x1]",
        "[\"\t\"]",
        "/*c*/1",
        "[1]//c",
        "#",
        "[\"\u007f\"]"
      })
  void findsTheSameTextsToBeJson(String text) {
    assertThat(byScan(text.getBytes(UTF_8))).isEqualTo(byParser(text.getBytes(UTF_8)));
  }

  @Test
  void keepsNothingOfOneEnvelopeForTheNext() {
    List<byte[]> samples = samples();
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      byte[] sample = samples.get(random.nextInt(samples.size()));
      byte[] broken = Arrays.copyOf(sample, random.nextInt(sample.length));
      byScan(broken);
      assertThat(byScan(sample)).isEqualTo(byParser(sample));
    }
  }

  // ---- both readings, as text

  private String byScan(byte[] bytes) {
    try {
      return shown(scan.read(bytes));
    } catch (JsonScan.TooDeep e) {
      return Utf8.isWellFormed(bytes) ? "TOO_DEEP" : "NOT_UTF8";
    } catch (JsonScan.Unreadable | ValueHash.LoneSurrogate e) {
      return Utf8.isWellFormed(bytes) ? "NOT_JSON" : "NOT_UTF8";
    }
  }

  private String byParser(byte[] bytes) {
    if (!Utf8.isWellFormed(bytes)) {
      return "NOT_UTF8";
    }
    try {
      return shown(JacksonScan.read(bytes));
    } catch (JacksonScan.TooDeep e) {
      return "TOO_DEEP";
    } catch (IOException | ValueHash.LoneSurrogate e) {
      return "NOT_JSON";
    }
  }

  /** The event or the code, with every field and both identities. */
  private String shown(Fields fields) {
    StringBuilder shown =
        new StringBuilder(
            reader.read(fields).fold(Record::toString, rejected -> rejected.code().toString()));
    shown.append(": ");
    for (Field field : Field.values()) {
      shown.append(' ').append(fields.shape(field)).append('=').append(fields.text(field));
    }
    return shown.append(fields.entries()).append(fields.isObject()).toString();
  }

  // ---- payloads

  private static byte[] mutated(byte[] sample, List<byte[]> samples, Random random) {
    byte[] bytes = sample;
    for (int times = random.nextInt(3); times >= 0; times--) {
      bytes = mutatedOnce(bytes, samples, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, List<byte[]> samples, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(40)));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> spliced(bytes, at, to, new byte[0]);
      case 2 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 3 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 4 -> value(bytes, at, random);
      case 5 -> {
        byte[] other = samples.get(random.nextInt(samples.size()));
        int from = random.nextInt(other.length);
        yield spliced(
            bytes, at, to, Arrays.copyOfRange(other, from, Math.min(other.length, from + 30)));
      }
      default -> spliced(bytes, at, random.nextBoolean() ? at : to, splice(random));
    };
  }

  /** Something else in place of the value that begins after the next colon. */
  private static byte[] value(byte[] bytes, int from, Random random) {
    int at = from;
    while (at < bytes.length && bytes[at] != ':') {
      at++;
    }
    int to = at;
    while (to < bytes.length && bytes[to] != ',' && bytes[to] != '}') {
      to++;
    }
    return spliced(
        bytes,
        Math.min(bytes.length, at + 1),
        Math.min(bytes.length, Math.max(at + 1, to)),
        splice(random));
  }

  private static byte[] splice(Random random) {
    return SPLICES[random.nextInt(SPLICES.length)].getBytes(UTF_8);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }

  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    EventCatalogue.bundled().all().stream()
        .map(KnownEvent::name)
        .forEach(name -> names.add(name.text()));
    for (String name : names) {
      for (String folder : List.of("canvas", "caliper")) {
        sample(folder + "/" + name, samples);
      }
    }
    assertThat(samples).hasSizeGreaterThan(100);
    return samples;
  }

  private static void sample(String name, List<byte[]> samples) {
    try (InputStream in =
        JsonScanTest.class.getResourceAsStream("/org/liveevents/samples/" + name + ".json")) {
      if (in != null) {
        samples.add(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
