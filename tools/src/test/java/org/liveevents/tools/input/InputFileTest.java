package org.liveevents.tools.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.event.Payload;

class InputFileTest {

  @TempDir private Path directory;

  @Test
  void packedFilesAreUnpackedWhateverTheirName() throws IOException {
    // Given: two gzip members in one file, as rotated logs have them
    Path zipped = directory.resolve("a.ndjson");
    try (OutputStream file = Files.newOutputStream(zipped)) {
      for (String text : List.of("one ", "two")) {
        GZIPOutputStream member = new GZIPOutputStream(file);
        member.write(text.getBytes(UTF_8));
        member.finish();
      }
    }
    Path zstd = directory.resolve("b");
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zstd))) {
      out.write("three".getBytes(UTF_8));
    }
    Path plain = Files.writeString(directory.resolve("c.gz"), "{}");

    // When, then
    assertThat(text(zipped)).isEqualTo("one two");
    assertThat(text(zstd)).isEqualTo("three");
    assertThat(text(plain)).isEqualTo("{}");
    assertThat(text(Files.createFile(directory.resolve("empty")))).isEmpty();
  }

  @Test
  void aCutZstdFileIsReadToTheCut() throws IOException {
    // Given
    Path zstd = directory.resolve("b");
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(zstd))) {
      for (int i = 0; i < 200_000; i++) {
        out.write(("{\"n\":" + i * 31L % 99_991 + "}\n").getBytes(UTF_8));
      }
    }
    byte[] bytes = Files.readAllBytes(zstd);
    Files.write(zstd, Arrays.copyOf(bytes, bytes.length / 2));

    // When
    ItemReader reader = new ItemReader(InputFile.of("b", zstd).open(read -> {}));
    int items = 0;
    for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
      items++;
    }

    // Then
    assertThat(items).isPositive();
    assertThat(reader.brokenOffAt()).isPresent();
  }

  @Test
  void aDirectoryGivesItsFilesInOrderWithoutHiddenOnes() throws IOException {
    // Given
    for (String name : List.of("b", "a/z", "a/b", ".hidden", ".git/config")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
    }

    // When
    List<InputFile> files = InputFile.among(List.of(directory));

    // Then
    assertThat(files)
        .extracting(file -> directory.relativize(file.path()).toString())
        .containsExactly("a/b", "a/z", "b");
  }

  @Test
  void aPathThatIsNotThereIsTold() {
    assertThatThrownBy(() -> InputFile.among(List.of(directory.resolve("nothing"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aQueuesMessageIsKnownByItsBody() {
    String message =
        """
        {"MessageId":"1","Body":"{\\"metadata\\":{}}",
         "MessageAttributes":{"event_name":{"StringValue":"grade_change","DataType":"String"}}}""";
    assertThat(SqsMessage.in(Payload.of(message)))
        .contains(new SqsMessage(Payload.of("{\"metadata\":{}}"), Optional.of("grade_change")));
    assertThat(SqsMessage.in(Payload.of("{\"metadata\":{},\"Body\":\"x\"}"))).isEmpty();
    assertThat(SqsMessage.in(Payload.of("{\"body\":{}}"))).isEmpty();
    assertThat(SqsMessage.in(Payload.of("{\"Body\":"))).isEmpty();
  }

  private static String text(Path path) throws IOException {
    try (InputStream in = InputFile.of("x", path).open(read -> {})) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
