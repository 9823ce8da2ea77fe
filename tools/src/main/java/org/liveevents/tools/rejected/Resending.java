package org.liveevents.tools.rejected;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Source;
import org.liveevents.topic.RejectedHeaders;

/** Makes a rejected record what it would be if it came now, counted as one replay more. */
final class Resending {

  private final Admission admission;
  private final Returned returned;

  Resending(Admission admission, Returned returned) {
    this.admission = admission;
    this.returned = returned;
  }

  /** The records it becomes, at least one. */
  List<Admitted> of(RejectedRecord record, Instant now) {
    Delivery delivery =
        new Delivery(
            Source.REPLAY,
            returned.sourceId(record.place()),
            now,
            record.payload(),
            record.eventName(),
            record.signatureKid());
    String count = Integer.toString(record.replayCount() + 1);
    return admission.admit(delivery).stream().map(one -> counted(one, count)).toList();
  }

  private static Admitted counted(Admitted admitted, String count) {
    Map<String, String> headers = new LinkedHashMap<>(admitted.headers());
    headers.put(RejectedHeaders.REPLAY_COUNT, count);
    return admitted.fold(
        event -> new Admitted.Event(event.event(), event.value(), headers),
        rejection -> new Admitted.Rejection(rejection.code(), rejection.value(), headers));
  }
}
