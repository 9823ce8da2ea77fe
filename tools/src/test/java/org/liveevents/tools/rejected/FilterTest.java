package org.liveevents.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import picocli.CommandLine;

class FilterTest {

  @Test
  void takesWordsInWhateverCaseTheyWereWritten() {
    RejectedRecord record = record(Map.of("code", "Not_JSON", "stage", "Gateway", "source", "sqs"));

    assertThat(isMeant(record, "--code=not_json", "--stage=Gateway")).isTrue();
    assertThat(isMeant(record, "--code=empty,Not_JSON")).isTrue();
    assertThat(isMeant(record, "--code=Not_JSON", "--stage=decode")).isFalse();
  }

  @Test
  void whatARecordDoesNotSayIsCalledUnknown() {
    RejectedRecord record = record(Map.of("code", "not_json", "source", "two words"));

    assertThat(isMeant(record, "--stage=unknown", "--source=unknown")).isTrue();
    assertThat(isMeant(record, "--source=sqs")).isFalse();
  }

  private static boolean isMeant(RejectedRecord record, String... arguments) {
    return CommandLine.populateCommand(new Filter(), arguments)
        .predicate(new EventNames(IdRules.ofShard(1)), Instant.now())
        .test(record);
  }

  private static RejectedRecord record(Map<String, String> headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("canvas.rejected", 0, 1, new byte[0], "{".getBytes(UTF_8));
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return RejectedRecord.of(record);
  }
}
