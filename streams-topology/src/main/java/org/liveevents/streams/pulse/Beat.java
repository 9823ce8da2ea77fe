package org.liveevents.streams.pulse;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in one slot of time.
 *
 * @param at its beginning
 * @param received raw records taken up, by their source
 * @param forwarded events written to typed topics, by {@code format/name}
 * @param processing from arrival until taken up, when the views see it
 * @param forwarding from arrival until forwarded in order
 */
public record Beat(
    Instant at,
    Map<String, Long> received,
    Map<String, Long> forwarded,
    List<Bucket> processing,
    List<Bucket> forwarding) {

  public Beat {
    received = Map.copyOf(received);
    forwarded = Map.copyOf(forwarded);
    processing = List.copyOf(processing);
    forwarding = List.copyOf(forwarding);
  }
}
