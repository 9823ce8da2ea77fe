package org.liveevents.streams.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.Payload;
import org.liveevents.streams.course.StateChange;
import org.liveevents.streams.split.TypedRecord;

/**
 * Writes values for others to read: their bytes as they are, framed. Nothing reads them back here.
 *
 * @param bytes the bytes of a value; null for a tombstone
 */
record FramedSerde<T>(Framing framing, Function<T, byte @Nullable []> bytes) implements Serde<T> {

  /** The values of typed topics. */
  static FramedSerde<TypedRecord> typed(Framing framing) {
    return new FramedSerde<>(framing, typed -> typed.payload().bytes());
  }

  /** The values of state topics. */
  static FramedSerde<StateChange> state(Framing framing) {
    return new FramedSerde<>(framing, change -> change.value().map(Payload::bytes).orElse(null));
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka writes a tombstone as null
  public Serializer<T> serializer() {
    return (topic, value) -> {
      byte[] written = bytes.apply(value);
      return written == null ? null : framing.framed(topic, written);
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("these topics are for others to read");
    };
  }
}
