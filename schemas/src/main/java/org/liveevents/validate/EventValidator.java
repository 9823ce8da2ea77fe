package org.liveevents.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.PayloadFormat;
import org.liveevents.json.JsonBytes;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.StateSchema;

/**
 * Holds events against their schemas: one pass over the bytes, without a tree. Immutable and safe
 * to share between threads.
 */
public final class EventValidator {

  private static final Verdict NO_JSON = new Verdict(List.of(new Violation("", "json")), List.of());

  private final Map<String, Rule> canvas;
  private final Map<String, Rule> caliper;
  private final Map<String, Rule> states;

  private EventValidator(
      Map<String, Rule> canvas, Map<String, Rule> caliper, Map<String, Rule> states) {
    this.canvas = canvas;
    this.caliper = caliper;
    this.states = states;
  }

  /**
   * Compiles every schema of the catalogue.
   *
   * @throws IllegalArgumentException if a schema uses a keyword, or a combination of keywords, this
   *     class doesn't know
   */
  public static EventValidator of(SchemaCatalogue schemas) {
    Map<String, Rule> canvas = new HashMap<>();
    Map<String, Rule> caliper = new HashMap<>();
    for (EventSchema schema : schemas.all()) {
      (schema.format() == PayloadFormat.CANVAS ? canvas : caliper)
          .put(schema.event().text(), RuleCompiler.compile(schema.annotated()));
    }
    Map<String, Rule> states = new HashMap<>();
    for (StateSchema schema : schemas.states()) {
      states.put(schema.store(), RuleCompiler.compile(schema.annotated()));
    }
    return new EventValidator(canvas, caliper, states);
  }

  /**
   * Holds the bytes against the schema of that event. An event without a schema is valid: nothing
   * is known of its shape.
   *
   * @param value the whole event, which has been read as JSON before; what turns out to be none
   *     breaks every schema, but that is not looked for
   */
  public Verdict check(PayloadFormat format, String event, byte[] value) {
    @Nullable Rule rule = (format == PayloadFormat.CANVAS ? canvas : caliper).get(event);
    return rule == null ? Verdict.CLEAN : check(rule, value);
  }

  /**
   * Holds a value of a state topic against its schema.
   *
   * @throws IllegalArgumentException if no schema has that store
   */
  public Verdict checkState(String store, byte[] value) {
    @Nullable Rule rule = states.get(store);
    if (rule == null) {
      throw new IllegalArgumentException("no schema for the store " + store);
    }
    return check(rule, value);
  }

  private static Verdict check(Rule rule, byte[] value) {
    try {
      return new Walk(new JsonBytes(value)).of(rule);
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      return NO_JSON;
    }
  }
}
