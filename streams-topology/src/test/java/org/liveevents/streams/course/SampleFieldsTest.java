package org.liveevents.streams.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.Decoded;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.LiveEvent;

/** Every place a rule reads is one where the samples have something: no path is misspelled. */
class SampleFieldsTest {

  private static final IdRules IDS = IdRules.ofShard(1042);

  /**
   * What no sample of that kind happens to have: a completion with an error, a progress that is
   * complete, a status that isn't empty, an override of the whole course.
   */
  private static final Set<String> NEVER_SAMPLED =
      Set.of(
          "course-progress canvas [course_completed] says nothing",
          "course-progress canvas [course_progress] completed_at",
          "course-score canvas [final_grade_custom_status] custom_status",
          "course-score canvas [final_grade_custom_status] custom_status_id",
          "course-score canvas [grade_override] says nothing");

  private final EnvelopeReader reader = new EnvelopeReader(EventCatalogue.bundled(), IDS);
  private final Statements statements = new Statements(Set.copyOf(Views.topics()), IDS);

  @Test
  void everyFieldOfEveryRuleIsFoundInSomeSample() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (View view : Views.all()) {
      int place = 0;
      for (Rule rule : view.rules()) {
        String kind = Integer.toString(place++);
        Set<String> unset = new TreeSet<>(rule.fields());
        boolean said = false;
        for (String name : rule.names()) {
          Optional<Facts> facts = facts(view, kind, rule, name);
          said |= facts.isPresent();
          facts.ifPresent(it -> unset.removeIf(field -> it.value(field) != null));
        }
        String where = view.store() + " " + rule.format().label() + " " + rule.names();
        if (!said) {
          missing.add(where + " says nothing");
        } else {
          unset.forEach(field -> missing.add(where + " " + field));
        }
      }
    }
    assertThat(missing).containsExactlyInAnyOrderElementsOf(NEVER_SAMPLED);
  }

  private Optional<Facts> facts(View view, String kind, Rule rule, String name) throws IOException {
    byte[] payload = sample(rule.format().label(), name);
    if (payload.length == 0) {
      return Optional.empty();
    }
    LiveEvent event =
        reader
            .read(payload)
            .fold(
                Decoded.Event::event,
                rejected -> {
                  throw new AssertionError(rejected.detail());
                });
    assertThat(event.name().text()).isEqualTo(name);
    List<Statements.Said> all = statements.of(event, "1042~731", payload);
    return all.stream()
        .map(Statements.Said::statement)
        .filter(it -> it.view().equals(view.store()) && it.kind().equals(kind))
        .map(Statement::facts)
        .findFirst();
  }

  private static byte[] sample(String format, String name) throws IOException {
    try (InputStream in =
        SampleFieldsTest.class.getResourceAsStream(
            "/org/liveevents/samples/" + format + "/" + name + ".json")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
