package org.liveevents.streams.topology;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.liveevents.streams.split.TypedRecord;

/** A typed record names its topic itself. */
final class ToTypedTopic implements TopicNameExtractor<byte[], TypedRecord> {

  @Override
  public String extract(byte[] key, TypedRecord typed, RecordContext context) {
    return typed.topic();
  }

  /** As it stands in the topology's description. */
  @Override
  public String toString() {
    return "the typed topic of the event";
  }
}
