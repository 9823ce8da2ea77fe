package org.liveevents.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.liveevents.runtime.command.Configuration;
import org.liveevents.runtime.config.Installation;
import org.liveevents.runtime.config.Settings;
import org.liveevents.tools.command.CommandFailed;
import org.liveevents.tools.command.Exit;
import org.liveevents.tools.command.Table;
import org.liveevents.tools.command.Words;
import org.liveevents.tools.kafka.TopicScan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one rejected record with everything in it; the only command that shows students' data. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one rejected record: its headers, and the bytes as they came.",
      "The bytes may hold students' data. What doesn't print is escaped."
    })
final class ShowCommand implements Callable<Integer> {

  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final byte[] NOTHING = {};

  private final PrintStream out;

  @Parameters(paramLabel = "PARTITION:OFFSET", description = "where it lies")
  private String place = "";

  @Option(
      names = "--raw",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "-",
      description = "write the bytes alone, unescaped, to a new file or to standard output")
  private @Nullable Path raw;

  @Mixin private Configuration configuration = new Configuration();

  ShowCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    Place wanted =
        Place.parse(place)
            .orElseThrow(
                () -> new CommandFailed(Exit.USAGE, "write the place as partition:offset"));
    Settings settings = configuration.settings();
    Installation installation = Installation.from(settings);
    settings.check();
    String topic = installation.topics().topics().rejected();
    Optional<ConsumerRecord<byte[], byte[]>> found;
    try (TopicScan scan = new TopicScan(installation, topic)) {
      found = scan.at(wanted.partition(), wanted.offset());
    }
    if (found.isEmpty()) {
      throw new CommandFailed(Exit.USAGE, "there is no record at " + wanted + " of " + topic);
    }
    if (raw == null) {
      show(found.get());
    } else {
      write(bytes(found.get().value()), raw);
    }
    return Exit.DONE.number();
  }

  private void show(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = bytes(record.value());
    out.printf(
        "%s %d:%d, arrived %s, %s%n",
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        Words.count(value.length, "byte"));
    Table headers = new Table("header", "value");
    headers.row("(key)", Escaped.text(bytes(record.key())));
    for (Header header : record.headers()) {
      headers.row(Escaped.text(header.key().getBytes(UTF_8)), Escaped.text(bytes(header.value())));
    }
    out.println();
    headers.print(out, "  ");
    out.println();
    out.println(Escaped.text(value));
  }

  private void write(byte[] value, Path file) throws IOException {
    if (file.equals(STANDARD_OUTPUT)) {
      out.write(value, 0, value.length);
      out.flush();
    } else if (Files.exists(file)) {
      throw new CommandFailed(Exit.USAGE, file + " is there already");
    } else {
      Files.write(file, value);
    }
  }

  private static byte[] bytes(byte @Nullable [] bytes) {
    return bytes == null ? NOTHING : bytes;
  }
}
