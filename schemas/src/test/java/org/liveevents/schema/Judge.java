package org.liveevents.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What an independent validator says of a payload. */
public final class Judge {

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final JsonSchema DRAFT_07 =
      FACTORY.getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"), CONFIG);
  private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

  private Judge() {}

  /** Where the payload breaks its schema, as pointers into it; empty if it is valid. */
  public static Set<String> violations(EventSchema schema, JsonNode payload) {
    Set<String> where = new TreeSet<>();
    for (ValidationMessage message : compiled(schema).validate(payload)) {
      where.add(message.getInstanceLocation().toString());
    }
    return where;
  }

  public static boolean isValid(EventSchema schema, JsonNode payload) {
    return compiled(schema).validate(payload).isEmpty();
  }

  /** What is wrong with a schema as such. */
  public static Set<ValidationMessage> faults(JsonNode schema) {
    return DRAFT_07.validate(schema);
  }

  private static JsonSchema compiled(EventSchema schema) {
    return COMPILED.computeIfAbsent(
        schema.toString(), any -> FACTORY.getSchema(schema.plain(), CONFIG));
  }
}
