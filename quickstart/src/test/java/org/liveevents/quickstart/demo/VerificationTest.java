package org.liveevents.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liveevents.event.EventId;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.RejectionCode;
import org.liveevents.quickstart.simulation.Expectation;
import org.liveevents.quickstart.simulation.Expectation.TypedTopic;

class VerificationTest {

  private static final EventId ONE = new EventId(0, 1);
  private static final EventId TWO = new EventId(0, 2);
  private static final EventId LATE = new EventId(0, 3);
  private static final TypedTopic LOGINS = new TypedTopic(PayloadFormat.CANVAS, "logged_in");
  private static final TypedTopic GRADES = new TypedTopic(PayloadFormat.CANVAS, "grade_change");
  private static final Payload BROKEN = Payload.of("{");

  private static final Expectation EXPECTED =
      new Expectation(
          6,
          5,
          Map.of(LOGINS, Set.of(ONE, TWO), GRADES, Set.of(LATE)),
          Set.of(LATE),
          Set.of(),
          Map.of(RejectionCode.NOT_JSON, List.of(BROKEN)),
          Map.of(),
          Map.of());
  private static final LedgerFigures LEDGER = new LedgerFigures(5, 3, 2, 0, 0, 1, 0);

  private final Map<TypedTopic, Map<EventId, Integer>> typed =
      new HashMap<>(Map.of(LOGINS, Map.of(ONE, 1, TWO, 1), GRADES, Map.of(LATE, 1)));
  private Map<String, Map<Payload, Integer>> rejected = Map.of("not_json", Map.of(BROKEN, 1));

  @Test
  void findsNothingToSayWhenAllIsAsExpected() throws Exception {
    assertThat(mismatches(LEDGER)).isEmpty();
  }

  @Test
  void tellsAnEventThatStandsTwiceInItsTopic() throws Exception {
    // Given
    typed.put(LOGINS, Map.of(ONE, 2, TWO, 1));

    // When
    List<String> mismatches = mismatches(LEDGER);

    // Then
    assertThat(mismatches)
        .containsExactly(
            "canvas logged_in, count: expected 2, found 3",
            "canvas logged_in: other events than expected, or one of them twice");
  }

  @Test
  void tellsRejectedBytesThatWereChanged() throws Exception {
    // Given
    rejected = Map.of("not_json", Map.of(Payload.of("{ "), 1));

    // When
    List<String> mismatches = mismatches(LEDGER);

    // Then
    assertThat(mismatches).containsExactly("rejected as not_json: not the original bytes");
  }

  @Test
  void tellsALedgerThatDoesNotBalance() throws Exception {
    // When
    List<String> mismatches = mismatches(new LedgerFigures(5, 3, 1, 0, 0, 1, 0));

    // Then
    assertThat(mismatches)
        .containsExactly(
            "ledger, duplicate: expected 2, found 1",
            "ledger balances: expected true, found false");
  }

  private List<String> mismatches(LedgerFigures ledger) throws InterruptedException {
    Observed observed = new Observed(5, 0, typed, Set.of(LATE), Set.of(), 0, rejected);
    QueryClient unasked = new QueryClient(URI.create("http://127.0.0.1:1"));
    List<String> mismatches = new ArrayList<>(Verification.ofTopics(EXPECTED, observed));
    mismatches.addAll(Verification.ofAnswers(EXPECTED, ledger, unasked));
    return mismatches;
  }
}
