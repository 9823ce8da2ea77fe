package org.liveevents.streams.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.liveevents.streams.course.Hop;

/** What travels through the internal topics of the side path. */
final class HopSerde implements Serde<Hop> {

  @Override
  public Serializer<Hop> serializer() {
    return (topic, hop) -> hop.toBytes();
  }

  @Override
  public Deserializer<Hop> deserializer() {
    return (topic, bytes) -> Hop.fromBytes(bytes);
  }
}
