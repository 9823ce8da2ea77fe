package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How facts lie in a store: {@code {"f":[<word>...],"k":[<word>...]}}, a word being {@code
 * [time,rank,"id",{field:value,...}]}: fields with one stamp stand together, the things said follow
 * if any are kept.
 */
final class FactsJson {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private FactsJson() {}

  static byte[] write(Facts facts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("f");
      for (Stamp stamp : facts.stamps()) {
        begin(json, stamp);
        for (Map.Entry<String, Facts.Fact> entry : facts.fields().entrySet()) {
          if (entry.getValue().stamp().equals(stamp)) {
            field(json, entry.getKey(), entry.getValue().value());
          }
        }
        end(json);
      }
      json.writeEndArray();
      if (!facts.said().isEmpty()) {
        json.writeArrayFieldStart("k");
        for (Map.Entry<Stamp, Map<String, Object>> said : facts.said().entrySet()) {
          begin(json, said.getKey());
          for (Map.Entry<String, Object> entry : new TreeMap<>(said.getValue()).entrySet()) {
            field(json, entry.getKey(), entry.getValue());
          }
          end(json);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("facts are not writable", e);
    }
    return bytes.toByteArray();
  }

  static Facts read(byte[] bytes) {
    SortedMap<String, Facts.Fact> fields = new TreeMap<>();
    SortedMap<Stamp, Map<String, Object>> said = new TreeMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean kept = json.currentName().equals("k");
        json.nextToken();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          long time = json.nextLongValue(0);
          int rank = json.nextIntValue(0);
          String id = json.nextTextValue();
          Stamp stamp = new Stamp(time, rank, id == null ? "" : id);
          json.nextToken();
          Map<String, Object> values = kept ? new TreeMap<>() : Map.of();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            Object value = value(json);
            if (!kept) {
              fields.put(field, new Facts.Fact(value, stamp));
            } else if (value != null) {
              values.put(field, value);
            }
          }
          if (kept) {
            said.put(stamp, values);
          }
          json.nextToken();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a store holds what are no facts", e);
    }
    return Facts.of(fields, said);
  }

  private static void begin(JsonGenerator json, Stamp stamp) throws IOException {
    json.writeStartArray();
    json.writeNumber(stamp.time());
    json.writeNumber(stamp.rank());
    json.writeString(stamp.id());
    json.writeStartObject();
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void field(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      default -> json.getText();
    };
  }
}
