package org.liveevents.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.liveevents.streams.split.TypedRecord;

/** Writes the bytes of a typed record as they came. Nothing reads typed topics back here. */
final class TypedRecordSerde implements Serde<TypedRecord> {

  @Override
  public Serializer<TypedRecord> serializer() {
    return (topic, typed) -> typed.payload().bytes();
  }

  @Override
  public Deserializer<TypedRecord> deserializer() {
    return (topic, bytes) -> {
      throw new UnsupportedOperationException("typed topics are for others to read");
    };
  }
}
