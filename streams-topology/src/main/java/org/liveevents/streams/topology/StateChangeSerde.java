package org.liveevents.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.liveevents.event.Payload;
import org.liveevents.streams.course.StateChange;

/** Writes a public value, or a tombstone. Nothing reads state topics back here. */
final class StateChangeSerde implements Serde<StateChange> {

  @Override
  public Serializer<StateChange> serializer() {
    // Kafka's word for "gone" is null.
    return (topic, change) -> change.value().map(Payload::bytes).orElse(null);
  }

  @Override
  public Deserializer<StateChange> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("state topics are for others to read");
    };
  }
}
