package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a view's public values are laid out: what the key is made of, the fields, what is derived
 * from them, and which event spoke last. A value is written straight away; who needs its parts gets
 * the tree of what would be written.
 */
final class ValueLayout {

  /** Writes fields made of others. */
  @FunctionalInterface
  interface Derivation {

    void write(Facts facts, JsonGenerator json) throws IOException;
  }

  /** Leaves numbers as they are: by default 100 becomes 1E+2. */
  private static final ObjectReader EXACT =
      StateJson.mapper().reader().without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private static final SerializedString COURSE = new SerializedString("course");
  private static final SerializedString EVENT_TIME = new SerializedString("event_time");
  private static final SerializedString EVENT_ID = new SerializedString("event_id");

  /** What the key is made of after the course. */
  private final List<String> ids;

  private final List<SerializedString> idNames;

  /** With their names as they are written: every value that is shown writes them all. */
  private final Map<String, SerializedString> fields = new LinkedHashMap<>();

  private final Set<String> derived = new LinkedHashSet<>();
  private Derivation derivation = (facts, json) -> {};
  private boolean stamped = true;

  ValueLayout(List<String> ids) {
    this.ids = ids;
    this.idNames = ids.stream().map(SerializedString::new).toList();
  }

  void add(String field) {
    fields.put(field, new SerializedString(field));
  }

  void remove(String field) {
    fields.remove(field);
  }

  void derive(List<String> names, Derivation how) {
    derived.addAll(names);
    this.derivation = how;
  }

  void leaveStampOut() {
    this.stamped = false;
  }

  /** The names of all fields, in order. */
  List<String> names() {
    List<String> all = new ArrayList<>();
    all.add("course");
    all.addAll(ids);
    all.addAll(fields.keySet());
    all.addAll(derived);
    if (stamped) {
      all.addAll(List.of("event_time", "event_id"));
    }
    return all;
  }

  /** The place of that field among what a key is made of; negative if it is none of that. */
  int placeInKey(String field) {
    int place = ids.indexOf(field);
    return field.equals("course") ? 0 : place < 0 ? place : place + 1;
  }

  /** Whether what is shown in that field is what facts say of it. */
  boolean isSaid(String field) {
    return fields.containsKey(field);
  }

  /** Whether what is shown says which event spoke last. */
  boolean isStamped() {
    return stamped;
  }

  /** Whether two values that are shown look the same. */
  boolean looksAlike(Facts one, Facts other) {
    if (stamped && !one.latest().equals(other.latest())) {
      return false;
    }
    for (String field : fields.keySet()) {
      if (!Objects.equals(one.value(field), other.value(field))) {
        return false;
      }
    }
    return derived.isEmpty() || Arrays.equals(derived(one), derived(other));
  }

  private byte[] derived(Facts facts) {
    return written(
        json -> {
          json.writeStartObject();
          derivation.write(facts, json);
          json.writeEndObject();
        });
  }

  /** The tree of what is to be shown. */
  ObjectNode show(List<String> parts, Facts facts) {
    try (TokenBuffer tokens = new TokenBuffer(StateJson.mapper(), false)) {
      write(tokens, parts, facts, Map.of());
      return EXACT.readTree(tokens.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException("a state value is not writable", e);
    }
  }

  /** The JSON of what is to be shown. */
  byte[] write(List<String> parts, Facts facts) {
    return written(json -> write(json, parts, facts, Map.of()));
  }

  private interface Writing {

    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = StateJson.mapper().createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a state value is not writable", e);
    }
    return bytes.toByteArray();
  }

  /** Writes what is to be shown; see {@link Shown#write}. */
  void write(
      JsonGenerator json, List<String> parts, Facts facts, Map<String, @Nullable String> instead)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName(COURSE);
    json.writeString(parts.get(0));
    for (int i = 0; i < ids.size(); i++) {
      json.writeFieldName(idNames.get(i));
      json.writeString(parts.get(i + 1));
    }
    for (Map.Entry<String, SerializedString> field : fields.entrySet()) {
      String other = instead.get(field.getKey());
      write(json, field.getValue(), other == null ? facts.value(field.getKey()) : other);
    }
    derivation.write(facts, json);
    Optional<Stamp> latest = stamped ? facts.latest() : Optional.empty();
    if (latest.isPresent()) {
      json.writeFieldName(EVENT_TIME);
      json.writeString(Moments.text(latest.get().time()));
      json.writeFieldName(EVENT_ID);
      json.writeString(latest.get().id());
    }
    for (Map.Entry<String, @Nullable String> more : instead.entrySet()) {
      if (!fields.containsKey(more.getKey())) {
        json.writeStringField(more.getKey(), more.getValue());
      }
    }
    json.writeEndObject();
  }

  /** Writes a field with a fact's value. */
  static void write(JsonGenerator json, SerializedString field, @Nullable Object value)
      throws IOException {
    json.writeFieldName(field);
    write(json, value);
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
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
}
