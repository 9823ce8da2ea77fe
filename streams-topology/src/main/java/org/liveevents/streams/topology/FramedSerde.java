package org.liveevents.streams.topology;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.liveevents.streams.split.TypedRecord;

/**
 * Writes values for others to read: their bytes as they are, framed. Nothing reads them back here.
 *
 * @param bytes the bytes of a value
 */
record FramedSerde<T>(Framing framing, Function<T, byte[]> bytes) implements Serde<T> {

  /** The values of typed topics. */
  static FramedSerde<TypedRecord> typed(Framing framing) {
    return new FramedSerde<>(framing, typed -> typed.payload().bytes());
  }

  /** The values of state topics; a tombstone stays one. */
  static FramedSerde<byte[]> state(Framing framing) {
    return new FramedSerde<>(framing, state -> state);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka writes a tombstone as null
  public Serializer<T> serializer() {
    return (topic, value) -> value == null ? null : framing.framed(topic, bytes.apply(value));
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("these topics are for others to read");
    };
  }
}
