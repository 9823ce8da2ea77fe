package org.liveevents.tools.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemReaderTest {

  private static final String A = "{\"metadata\":{\"a\":\"}{][\"},\"body\":[1,{\"b\":\"\\\"\"}]}";
  private static final String B = "{\"data\":[{\"x\":null}]}";

  @Test
  void aLineIsAnItemAndKnowsItsNumber() {
    assertThat(items(A + "\n\r\n" + B + "\r\n")).containsExactly("1 " + A, "3 " + B);
  }

  @Test
  void anElementOfAnArrayIsAnItem() {
    assertThat(items("[" + A + ",\n  " + B + "]")).containsExactly("1:2 " + A, "2:3 " + B);
    assertThat(items("[]\n[" + A + "]\n" + B)).containsExactly("2:2 " + A, "3 " + B);
    assertThat(items("[ 12 , \"{\\\"a\\\":1}\",[" + A + "], null ]"))
        .containsExactly("1:3 12", "1:8 \"{\\\"a\\\":1}\"", "1:20 [" + A + "]", "1:71 null");
  }

  @Test
  void anEventOverSeveralLinesIsOneItem() {
    String pretty = "{\n  \"metadata\": {\n    \"a\": 1\n  }\n}";
    assertThat(items(pretty + "\n" + pretty + "\n" + A + "\n" + pretty))
        .containsExactly("1 " + pretty, "6 " + pretty, "11 " + A, "12 " + pretty);
  }

  @Test
  void eachMessageOfAQueueDumpIsAnItem() {
    String dump = "{ \"Messages\": [\n " + A + ", " + B + " ], \"Rest\": {\"a\": \"]\"} }\n";
    assertThat(items(dump + dump))
        .containsExactly("2:2 " + A, "2:51 " + B, "4:2 " + A, "4:51 " + B);
    assertThat(items("{\"Messages\":7}")).containsExactly("1 {\"Messages\":7}");
  }

  @Test
  void aBrokenLineCostsItselfAlone() {
    for (int length = 1; length < A.length(); length++) {
      String broken = A.substring(0, length);
      assertThat(items(A + "\n" + broken + "\n" + B + "\n" + A))
          .as(broken)
          .contains("1 " + A, "4 " + A)
          .contains(length == 1 ? "4 " + A : "3 " + B);
    }
  }

  @Test
  void aBrokenFirstLineCostsItselfAloneUnlessAValueCouldFollow() {
    assertThat(items("{\"metadata\":{\"a\":\"x\n" + B)).contains("2 " + B);
    assertThat(items("{\"metadata\":{\"a\":1\n" + B)).contains("2 " + B);
    assertThat(items("what is this?\n" + B)).containsExactly("1 what is this?", "2 " + B);
    assertThat(items("}\n" + B)).containsExactly("1 }", "2 " + B);
  }

  @Test
  void aBrokenElementCostsItselfAlone() {
    assertThat(items("[" + A + ",\n{\"a\":\"x\n," + B + "]"))
        .containsExactly("1:2 " + A, "2 {\"a\":\"x", "3:2 " + B);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstItem() {
    assertThat(items("\uFEFF" + A)).containsExactly("1:4 " + A);
  }

  @Test
  void anItemLargerThanAnyEventIsToldWithItsSizeAndNotKept() {
    // Given
    String huge = "{\"a\":\"" + "x".repeat(ItemReader.MAX_ITEM_BYTES) + "\"}";
    ItemReader reader = new ItemReader(stream(huge + "\n" + A));

    // When
    Item first = reader.next().orElseThrow();
    Item second = reader.next().orElseThrow();

    // Then
    assertThat(first.isWhole()).isFalse();
    assertThat(first.size()).isEqualTo(huge.length());
    assertThat(first.payload().size()).isEqualTo(ItemReader.MAX_ITEM_BYTES);
    assertThat(second.payload().text()).isEqualTo(A);
  }

  @Test
  void whatComesBeforeTheBreakIsReadAndTheBreakIsTold() {
    // Given
    InputStream cut =
        new InputStream() {
          private final InputStream good = stream(A + "\n" + B.substring(0, 5));

          @Override
          public int read() throws IOException {
            int c = good.read();
            if (c < 0) {
              throw new EOFException();
            }
            return c;
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            int count = good.read(bytes, from, length);
            if (count < 0) {
              throw new EOFException();
            }
            return count;
          }
        };
    ItemReader reader = new ItemReader(cut);

    // When
    List<String> items = items(reader);

    // Then
    assertThat(items).containsExactly("1 " + A, "2 " + B.substring(0, 5));
    assertThat(reader.brokenOffAt()).contains("2");
  }

  @Test
  void noBytesAreLostAndNoneInvented() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] noise = new byte[random.nextInt(60)];
      String alphabet = "{}[]\",:\\\n ax1";
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      String text = new String(noise, UTF_8);
      String read = String.join("", items(text).stream().map(ItemReaderTest::value).toList());
      assertThat(isWithin(read, text)).as("seed %d, %s", seed, text).isTrue();
      assertThat(letters(read)).as("seed %d, %s", seed, text).isEqualTo(letters(text));
    }
  }

  @Test
  void readsTheSameWhereverTheBufferEnds() {
    // Given: more than one buffer full, in which every line lies differently
    List<String> lines =
        IntStream.range(0, 4000).mapToObj(n -> "{\"n\":\"" + "é".repeat(n % 91) + "\"}").toList();

    // When
    List<String> items = items(String.join("\n", lines));

    // Then
    assertThat(items.stream().map(ItemReaderTest::value)).containsExactlyElementsOf(lines);
  }

  private static String value(String item) {
    return item.substring(item.indexOf(' ') + 1);
  }

  /** Whether one can get that by leaving signs out. */
  private static boolean isWithin(String part, String whole) {
    int matched = 0;
    for (int i = 0; i < whole.length() && matched < part.length(); i++) {
      if (whole.charAt(i) == part.charAt(matched)) {
        matched++;
      }
    }
    return matched == part.length();
  }

  /** What no bracket or comma of an array is. */
  private static String letters(String text) {
    return text.replaceAll("[^ax1]", "");
  }

  private static List<String> items(String text) {
    return items(new ItemReader(stream(text)));
  }

  private static List<String> items(ItemReader reader) {
    List<String> items = new ArrayList<>();
    for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
      items.add(item.get().position() + " " + item.get().payload().text());
    }
    return items;
  }

  private static InputStream stream(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(text.getBytes(UTF_8));
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
