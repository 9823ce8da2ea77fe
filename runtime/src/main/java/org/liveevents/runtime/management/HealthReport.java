package org.liveevents.runtime.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.liveevents.runtime.management.Health.Condition;
import org.liveevents.runtime.management.Health.State;

/**
 * The conditions of all parts at one moment, as JSON: {@code {"status":"ready","checks":[{"name":
 * "kafka","status":"ready","reason":""}]}}.
 */
record HealthReport(List<Check> checks) {

  record Check(String name, Condition condition) {}

  private static final JsonFactory JSON = new JsonFactory();

  HealthReport {
    checks = List.copyOf(checks);
  }

  static HealthReport of(List<Health> parts) {
    return new HealthReport(
        parts.stream().map(part -> new Check(part.name(), part.condition())).toList());
  }

  boolean isAlive() {
    return checks.stream().noneMatch(check -> check.condition().state() == State.DEAD);
  }

  boolean isReady() {
    return checks.stream().allMatch(check -> check.condition().isReady());
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", isReady() ? "ready" : isAlive() ? "not_ready" : "dead");
      json.writeArrayFieldStart("checks");
      for (Check check : checks) {
        json.writeStartObject();
        json.writeStringField("name", check.name());
        json.writeStringField("status", check.condition().state().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", check.condition().reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does not fail", e);
    }
    return text.toString();
  }
}
