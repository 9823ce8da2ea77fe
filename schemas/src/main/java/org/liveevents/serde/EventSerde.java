package org.liveevents.serde;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one kind of record. The wire format of Confluent's registry is known by its
 * first byte, which no JSON begins with; the schema id after it is passed over.
 *
 * <pre>
 *   0 | schema id (4) | JSON
 * </pre>
 */
final class EventSerde<T> implements Serde<T> {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final byte MAGIC = 0;
  private static final int FRAME = 5;

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  private EventSerde(Class<T> type) {
    this.type = type;
    this.reader = JSON.readerFor(type);
    this.writer = JSON.writerFor(type);
  }

  static <T> Serde<T> of(Class<T> type) {
    return new EventSerde<>(type);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, event) -> event == null ? null : write(event);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
  }

  private byte[] write(T event) {
    try {
      return writer.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new UncheckedIOException("a record is not writable", e);
    }
  }

  /** The message is free of payload text: Jackson's own may quote it. */
  private T read(@Nullable String topic, byte[] bytes) {
    int from = bytes.length >= FRAME && bytes[0] == MAGIC ? FRAME : 0;
    try {
      return reader.readValue(bytes, from, bytes.length - from);
    } catch (IOException e) {
      throw new SerializationException(
          "no "
              + type.getSimpleName()
              + " in a record of "
              + topic
              + ": "
              + e.getClass().getName());
    }
  }
}
