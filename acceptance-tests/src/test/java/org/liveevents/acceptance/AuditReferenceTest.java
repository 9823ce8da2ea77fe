package org.liveevents.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liveevents.audit.reference.Event;
import org.liveevents.audit.reference.EventReader;
import org.liveevents.audit.reference.Read;
import org.liveevents.audit.reference.Shards;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;

/** The pipeline's reader and the auditor's, which share no code, say the same of every text. */
class AuditReferenceTest {

  private static final int MUTANTS = Integer.getInteger("mutants", 2000);

  @RegisterExtension private static final Seed SEED = Seed.of("audit reference");

  private final EnvelopeReader pipeline =
      new EnvelopeReader(EventCatalogue.bundled(), new IdRules(3, Map.of(7L, 8L)));
  private final EventReader auditor = new EventReader(new Shards(3, Map.of(7L, 8L)));

  @Test
  void bothReadEverySampleAndEveryOddityAlike() {
    SampleTexts.byTopic(Instant.now()).values().forEach(text -> compare(text.getBytes(UTF_8)));
    OddEvent.all().forEach(odd -> compare(odd.text().getBytes(UTF_8)));
    BrokenEvent.all().forEach(broken -> compare(broken.payload().bytes()));
  }

  /** A character changed, a piece left out, a piece doubled, a number in place of another. */
  @Test
  void bothReadDamagedSamplesAlike() {
    Random random = SEED.random();
    List<String> samples = new ArrayList<>(SampleTexts.byTopic(Instant.now()).values());
    for (int i = 0; i < MUTANTS; i++) {
      String text = samples.get(random.nextInt(samples.size()));
      for (int times = random.nextInt(3); times >= 0; times--) {
        text = damaged(text, random);
      }
      compare(text.getBytes(UTF_8));
    }
  }

  private static String damaged(String text, Random random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(12));
    String[] pieces = {
      "0", "9", "null", "\"\"", "Course", "7", "~", "e1", ".0", "\\u0041", "é", ":", "565", " ", "-"
    };
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, at) + pieces[random.nextInt(pieces.length)] + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + text.substring(at);
      case 3 -> text.replaceFirst("\\d{14,17}", Integer.toString(random.nextInt(1000)));
      default -> text.replaceFirst("\"(\\d+)\"", "\"7000000000$1\"");
    };
  }

  private void compare(byte[] bytes) {
    Read read = auditor.read(bytes);
    String told =
        pipeline
            .read(bytes)
            .fold(
                event -> told(event.event()),
                rejected ->
                    rejected.code().code()
                        + rejected.name().map(name -> " " + name.label()).orElse(" none"));
    Event event = read.event();
    assertThat(event == null ? read.code() + " " + read.label() : told(event))
        .as(() -> new String(bytes, 0, Math.min(bytes.length, 4000), UTF_8))
        .isEqualTo(told);
  }

  private static String told(LiveEvent event) {
    return String.join(
        " ",
        event.format().label(),
        event.name().text(),
        event.name().label(),
        event.id().toString(),
        event.time().toString(),
        event.scope().key(),
        event.origin());
  }

  private static String told(Event event) {
    return String.join(
        " ",
        event.format(),
        event.name(),
        event.label(),
        event.id(),
        event.time().toString(),
        event.scope(),
        event.origin());
  }
}
