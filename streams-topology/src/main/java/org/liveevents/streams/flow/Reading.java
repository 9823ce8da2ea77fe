package org.liveevents.streams.flow;

import java.util.List;
import java.util.Optional;
import org.liveevents.event.EventName;
import org.liveevents.event.Payload;
import org.liveevents.event.RejectionCode;

/** What decoding one raw record came to. */
public sealed interface Reading {

  /** The event, as a list of one or none. */
  List<ReceivedEvent> accepted();

  /** The refusal, as a list of one or none. */
  List<Refused> refused();

  /** An event. */
  record Accepted(ReceivedEvent event) implements Reading {
    @Override
    public List<ReceivedEvent> accepted() {
      return List.of(event);
    }

    @Override
    public List<Refused> refused() {
      return List.of();
    }
  }

  /**
   * No event, or one that can't be written.
   *
   * @param stage where it was refused: {@code decode}, {@code validate} or {@code write}
   * @param detail a sentence for the operator, free of payload text
   * @param name the event's name, if reading got that far
   */
  record Refused(
      String stage,
      RejectionCode code,
      String detail,
      Optional<EventName> name,
      Payload payload,
      Origin origin)
      implements Reading {
    @Override
    public List<ReceivedEvent> accepted() {
      return List.of();
    }

    @Override
    public List<Refused> refused() {
      return List.of(this);
    }
  }

  /** Where a raw record stood. */
  record Origin(String topic, int partition, long offset) {}
}
