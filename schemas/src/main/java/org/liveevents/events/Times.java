package org.liveevents.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.liveevents.envelope.EventTimes;

/** How the records read and write times: every spelling Canvas uses is read, ISO-8601 written. */
public final class Times {

  private Times() {}

  /** Reads a time; null for what is none, since an odd time must not hide the rest of an event. */
  public static final class Reader extends StdDeserializer<Instant> {

    public Reader() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return EventTimes.parse(parser.getText()).orElse(null);
      }
      parser.skipChildren();
      return null;
    }
  }

  /** Writes a time. */
  public static final class Writer extends StdSerializer<Instant> {

    public Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(time.toString());
    }
  }
}
