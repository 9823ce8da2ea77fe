package org.liveevents.streams.course;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels on the side path.
 *
 * <pre>
 *   a course names an object:            course, no statement
 *   a statement wants its object's:      no course, statement
 *   a statement on its way to its course: both
 * </pre>
 *
 * @param object kind and id
 * @param course canonical id
 * @param stamp of the event it comes from
 * @param at the timestamp of what is to be published of it, milliseconds
 */
public record Hop(
    String object, @Nullable String course, Stamp stamp, long at, @Nullable Statement statement)
    implements StateOutput {

  static Hop naming(String object, String course, Stamp stamp, long at) {
    return new Hop(object, course, stamp, at, null);
  }

  static Hop wanting(String object, Stamp stamp, long at, Statement statement) {
    return new Hop(object, null, stamp, at, statement);
  }

  Hop to(String found) {
    return new Hop(object, found, stamp, at, statement);
  }

  @Override
  public List<StateChange> changes() {
    return List.of();
  }

  @Override
  public List<Hop> hops() {
    return List.of(this);
  }

  /** How it is written to the internal topics and stores. */
  public byte[] toBytes() {
    ObjectNode json =
        StateJson.mapper()
            .createObjectNode()
            .put("object", object)
            .put("course", course)
            .put("time", stamp.time())
            .put("rank", stamp.rank())
            .put("id", stamp.id())
            .put("at", at);
    if (statement != null) {
      json.put("view", statement.view()).put("kind", statement.kind());
      ArrayNode rest = json.putArray("rest");
      statement.rest().forEach(rest::add);
      json.put("facts", new String(FactsJson.write(statement.facts()), UTF_8));
    }
    return StateJson.write(json);
  }

  /** Reads {@link #toBytes}. */
  public static Hop fromBytes(byte[] bytes) {
    try {
      JsonNode json = StateJson.mapper().readTree(bytes);
      Stamp stamp =
          new Stamp(
              json.get("time").longValue(),
              json.get("rank").intValue(),
              json.get("id").textValue());
      return new Hop(
          json.get("object").textValue(),
          json.get("course").textValue(),
          stamp,
          json.get("at").longValue(),
          json.has("view") ? statement(json) : null);
    } catch (IOException e) {
      throw new UncheckedIOException("the side path holds what is no hop", e);
    }
  }

  private static Statement statement(JsonNode json) {
    List<String> rest = new ArrayList<>();
    json.get("rest").forEach(id -> rest.add(id.textValue()));
    return new Statement(
        json.get("view").textValue(),
        json.get("kind").textValue(),
        rest,
        FactsJson.read(json.get("facts").textValue().getBytes(UTF_8)));
  }

  /** Neither ids nor values: it is students' records. */
  @Override
  public String toString() {
    return "Hop";
  }
}
