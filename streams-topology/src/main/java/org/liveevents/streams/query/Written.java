package org.liveevents.streams.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.StateJson;

/** A JSON object that is written already: nobody needs its parts any more. */
final class Written {

  private final byte[] json;

  private Written(byte[] json) {
    this.json = json;
  }

  /** The JSON, not to be changed. */
  byte[] json() {
    return json;
  }

  /** One value. */
  static Written of(Shown shown, Map<String, @Nullable String> instead) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder();
        JsonGenerator json = StateJson.mapper().createGenerator(bytes)) {
      shown.write(json, instead);
      json.flush();
      return new Written(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A {@link Page}, item by item: what has been written takes no more room than on the wire. */
  static final class Items implements AutoCloseable {

    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private final JsonGenerator json;
    private int size;

    Items() {
      try {
        json = StateJson.mapper().createGenerator(bytes);
        json.writeStartObject();
        json.writeArrayFieldStart("items");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** How many there are. */
    int size() {
      return size;
    }

    void add(Shown shown, Map<String, @Nullable String> instead) {
      try {
        shown.write(json, instead);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      size++;
    }

    /** The page, to which nothing is added any more. */
    Written page(@Nullable String nextCursor) {
      try {
        json.writeEndArray();
        json.writeStringField("next_cursor", nextCursor);
        json.writeEndObject();
        json.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Written(bytes.toByteArray());
    }

    @Override
    public void close() {
      try {
        json.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        bytes.close();
      }
    }
  }
}
