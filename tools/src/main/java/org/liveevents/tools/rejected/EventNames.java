package org.liveevents.tools.rejected;

import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.EventName;
import org.liveevents.event.IdRules;

/** What rejected records would be called: a word of the catalogue, or that there is none. */
final class EventNames {

  private final EnvelopeReader reader;

  EventNames(IdRules ids) {
    this.reader = new EnvelopeReader(EventCatalogue.bundled(), ids);
  }

  /** The event's name as the ledger counts it. */
  String of(RejectedRecord record) {
    return reader
        .read(record.payload().bytes())
        .fold(
            event -> event.event().name().label(),
            rejected -> rejected.name().map(EventName::label).orElse(EventName.NONE));
  }
}
