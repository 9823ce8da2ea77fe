package org.liveevents.streams.course;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;

/** What is published of a view is what an answer shows, to the byte. */
class ViewTest {

  @Test
  void publishesWhatItShows() {
    long seed = Long.getLong("seed", new Random().nextLong(1_000_000_000));
    Random random = new Random(seed);
    for (View view : Views.all()) {
      for (int round = 0; round < 50; round++) {
        // Given
        List<String> rest = new ArrayList<>();
        view.shownFields().stream().skip(1).limit(ids(view)).forEach(id -> rest.add(id + "/%~7"));
        Facts facts = Facts.NONE;
        for (Rule rule : view.rules()) {
          facts = view.join(facts, view.taking(said(rule, random)));
        }
        String key = Keys.of("1042~731", rest);

        // When
        byte[] published = view.shown("1042~731", rest, facts);

        // Then
        assertThat(view.look(key, FactsBytes.write(facts)).isPresent())
            .isEqualTo(view.shows(facts));
        if (view.shows(facts)) {
          looksTheSameWithAndWithoutATree(view, key, facts, seed);
          assertThat(new String(published, UTF_8))
              .as("%s, seed %s", view.store(), seed)
              .isEqualTo(new String(StateJson.write(view.show(key, facts).orElseThrow()), UTF_8));
        }
      }
    }
  }

  private static void looksTheSameWithAndWithoutATree(
      View view, String key, Facts facts, long seed) {
    ObjectNode tree = view.show(key, facts).orElseThrow();
    Shown written = view.look(key, FactsBytes.write(facts)).orElseThrow();
    assertThat(written.eventTime()).isEqualTo(Shown.of(tree).eventTime());
    for (String field : view.shownFields()) {
      if (tree.path(field).isTextual()) {
        assertThat(written.text(field))
            .as("%s of %s, seed %s", field, view.store(), seed)
            .isEqualTo(tree.get(field).textValue());
      }
    }
    for (String field : List.of("title", "assignment_title")) {
      for (String text : new @Nullable String[] {"Essay \"1\"", null}) {
        Map<String, @Nullable String> instead = Collections.singletonMap(field, text);
        assertThat(json(written, instead))
            .as("%s, seed %s", view.store(), seed)
            .isEqualTo(json(Shown.of(tree.deepCopy()), instead));
      }
    }
  }

  private static String json(Shown shown, Map<String, @Nullable String> instead) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = StateJson.mapper().createGenerator(text)) {
      shown.write(json, instead);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @Test
  void writesTimesAsInstantsDo() {
    for (long millis :
        new long[] {0, 1, 999, 1000, 10, -1, -1000, 1_756_713_600_120L, 253_402_300_800_000L}) {
      assertThat(Moments.text(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
      assertThat(Moments.text(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
    }
  }

  private static long ids(View view) {
    return view.shownFields().stream()
        .skip(1)
        .takeWhile(name -> view.rules().stream().noneMatch(rule -> rule.fields().contains(name)))
        .filter(name -> !name.equals(AnyEvent.CODE) && !name.equals(AnyEvent.LAST_EVENT_TIME))
        .count();
  }

  private static Facts said(Rule rule, Random random) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String field : rule.fields()) {
      values.put(
          field,
          switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> BigDecimal.valueOf(random.nextInt(), random.nextInt(9));
            default -> "\u00e9\ud83c\udf93 \"\\ " + random.nextInt();
          });
    }
    return Facts.of(
        new Stamp(
            1_756_713_600_000L + random.nextInt(5000),
            random.nextInt(2),
            new EventId(random.nextLong(), random.nextLong()).toString()),
        values);
  }
}
