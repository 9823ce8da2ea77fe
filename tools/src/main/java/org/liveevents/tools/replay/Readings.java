package org.liveevents.tools.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Admitted;
import org.liveevents.bridge.intake.Delivery;
import org.liveevents.bridge.intake.Source;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.event.Payload;
import org.liveevents.tools.input.InputFile;
import org.liveevents.tools.input.Item;
import org.liveevents.tools.input.SqsMessage;

/** Makes records out of items, by the bridge's own rules. */
final class Readings {

  /** What the rejected topic has room for. */
  static final int MAX_KEPT_BYTES = 3 * 1024 * 1024;

  private static final int MAX_PATH = 200;

  private final Admission admission;

  Readings(IdRules ids) {
    this.admission = new Admission(new EnvelopeReader(EventCatalogue.bundled(), ids));
  }

  /** The records of an item; none if no topic has room for it. */
  List<Admitted> of(InputFile file, Item item, Instant now) {
    if (!item.isWhole()) {
      return List.of();
    }
    Optional<SqsMessage> message = SqsMessage.in(item.payload());
    Payload body = message.map(SqsMessage::body).orElse(item.payload());
    List<Admitted> admitted =
        admission.admit(
            new Delivery(
                Source.REPLAY,
                tail(file.name()) + ":" + item.position(),
                now,
                body,
                message.flatMap(SqsMessage::eventName),
                Optional.empty()));
    return admitted.stream().anyMatch(one -> one.value().size() > MAX_KEPT_BYTES)
        ? List.of()
        : admitted;
  }

  /** Paths have no limit, headers have. */
  private static String tail(String path) {
    return path.length() <= MAX_PATH ? path : "..." + path.substring(path.length() - MAX_PATH);
  }
}
