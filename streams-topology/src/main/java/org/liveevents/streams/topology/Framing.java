package org.liveevents.streams.topology;

/** What a value becomes on the topic it goes to. */
@FunctionalInterface
public interface Framing {

  /** Values as they are: there is no registry. */
  Framing NONE = (topic, value) -> value;

  /** The bytes to write; the value itself where the topic has no schema. */
  byte[] framed(String topic, byte[] value);
}
