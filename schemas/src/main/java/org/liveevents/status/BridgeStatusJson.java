package org.liveevents.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A status as JSON, in the shape of {@code schemas/status/bridge_status.json}. Hours are written as
 * the first one and the counts from there on; the budget is written for readers without our rules,
 * and ignored when read.
 */
public final class BridgeStatusJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final long HOUR_SECONDS = 3600;

  private BridgeStatusJson() {}

  /** The value of a status' record. */
  public static byte[] write(BridgeStatus status) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("source", status.source());
    json.put("instance", status.instance());
    json.put("at", status.at().toString());
    status.lastEvent().ifPresent(last -> json.put("last_event", last.toString()));
    ObjectNode budget = json.putObject("deactivation_budget");
    DeactivationBudget used =
        DeactivationBudget.at(status.at(), status.timeouts(), status.errors());
    budget.put("timeouts", used.timeouts()).put("timeout_limit", DeactivationBudget.TIMEOUT_LIMIT);
    budget.put("errors", used.errors()).put("error_limit", DeactivationBudget.ERROR_LIMIT);
    ObjectNode hours = json.putObject("hours");
    write(hours, "received", status.received());
    write(hours, "timeouts", status.timeouts());
    write(hours, "errors", status.errors());
    status
        .spool()
        .ifPresent(
            level ->
                json.putObject("spool").put("depth", level.depth()).put("bytes", level.bytes()));
    ObjectNode versions = json.putObject("versions");
    new TreeMap<>(status.versions()).forEach(versions::put);
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }

  /** The status in a record's value; empty if it is none. */
  public static Optional<BridgeStatus> read(byte[] value) {
    try {
      JsonNode json = MAPPER.readTree(value);
      Map<String, String> versions = new TreeMap<>();
      json.path("versions")
          .properties()
          .forEach(v -> versions.put(v.getKey(), v.getValue().asText()));
      JsonNode hours = json.path("hours");
      JsonNode spool = json.path("spool");
      return Optional.of(
          new BridgeStatus(
              json.required("source").textValue(),
              json.required("instance").textValue(),
              Instant.parse(json.required("at").textValue()),
              Optional.ofNullable(json.path("last_event").textValue()).map(Instant::parse),
              hours(hours.path("received")),
              hours(hours.path("timeouts")),
              hours(hours.path("errors")),
              spool.isObject()
                  ? Optional.of(
                      new BridgeStatus.SpoolLevel(
                          spool.path("depth").longValue(), spool.path("bytes").longValue()))
                  : Optional.empty(),
              versions));
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void write(ObjectNode parent, String name, Hours hours) {
    ObjectNode json = parent.putObject(name);
    if (hours.counts().isEmpty()) {
      return;
    }
    Instant last = hours.counts().lastKey();
    json.put("from", hours.counts().firstKey().toString());
    var counts = json.putArray("counts");
    for (Instant hour = hours.counts().firstKey();
        !hour.isAfter(last);
        hour = hour.plusSeconds(HOUR_SECONDS)) {
      counts.add(hours.in(hour));
    }
  }

  private static Hours hours(JsonNode json) {
    Map<Instant, Long> counts = new TreeMap<>();
    if (json.hasNonNull("from")) {
      Instant hour = Instant.parse(json.path("from").textValue());
      for (JsonNode count : json.path("counts")) {
        if (count.longValue() > 0) {
          counts.put(hour, count.longValue());
        }
        hour = hour.plusSeconds(HOUR_SECONDS);
      }
    }
    return Hours.of(counts);
  }
}
