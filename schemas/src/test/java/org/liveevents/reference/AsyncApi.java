package org.liveevents.reference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.EventName;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.StateSchema;
import org.liveevents.topic.CloudEventHeaders;
import org.liveevents.topic.RawHeaders;
import org.liveevents.topic.RejectedHeaders;
import org.liveevents.topic.Topics;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** The AsyncAPI 3.0 document of the topics others read. */
final class AsyncApi {

  private static final String NOTE =
      "# Made of the catalogue and the JSON Schemas; CONTRIBUTING.md says how. Changes by hand are"
          + " lost.\n";
  private static final Topics TOPICS = new Topics("PREFIX");
  private static final List<String> REJECTED =
      List.of(
          RejectedHeaders.STAGE,
          RejectedHeaders.CODE,
          RejectedHeaders.DETAIL,
          RejectedHeaders.REPLAY_COUNT,
          RejectedHeaders.ORIGINAL_TOPIC,
          RejectedHeaders.ORIGINAL_PARTITION,
          RejectedHeaders.ORIGINAL_OFFSET);

  private final ObjectMapper mapper = new ObjectMapper();
  private final SchemaCatalogue catalogue = SchemaCatalogue.bundled();
  private final ObjectNode document = mapper.createObjectNode();
  private final ObjectNode channels;
  private final ObjectNode operations;
  private final ObjectNode messages;
  private final Map<String, JsonNode> schemas = new TreeMap<>();

  private AsyncApi() {
    document.put("asyncapi", "3.0.0");
    document.set("info", info());
    document.put("defaultContentType", "application/json");
    channels = document.putObject("channels");
    operations = document.putObject("operations");
    messages = document.putObject("components").putObject("messages");
  }

  /** The document as YAML; the same each time. */
  static String yaml() {
    AsyncApi api = new AsyncApi();
    api.fill();
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
    options.setWidth(180);
    options.setSplitLines(false);
    Map<String, Object> tree =
        api.mapper.convertValue(api.document, new TypeReference<Map<String, Object>>() {});
    return NOTE + new Yaml(options).dump(tree);
  }

  private ObjectNode info() {
    ObjectNode info = mapper.createObjectNode();
    info.put("title", "Canvas Live Events on Kafka");
    info.put("version", "1.0.0");
    info.put(
        "description",
        "The topics the pipeline writes for others to read. Read with isolation.level=read_committed."
            + " With a schema registry configured, values of typed and state topics are in its wire"
            + " format: a byte 0, four bytes of schema id, the JSON.");
    return info;
  }

  private void fill() {
    schemas.put("CloudEventHeaders", cloudEventHeaders());
    schemas.put("RejectedHeaders", headers(REJECTED, List.of("stage", "code", "detail")));
    for (PayloadFormat format : PayloadFormat.values()) {
      for (KnownEvent event : EventCatalogue.bundled().all()) {
        if (format == PayloadFormat.CANVAS || event.inCaliper()) {
          typed(format, event.name().text());
        }
      }
      typed(format, EventName.UNRECOGNIZED);
    }
    catalogue.states().forEach(this::state);
    rejected();
    ObjectNode all = ((ObjectNode) document.get("components")).putObject("schemas");
    schemas.forEach(all::set);
  }

  private void typed(PayloadFormat format, String label) {
    String id = format.label() + "." + label;
    ObjectNode message =
        message(id, TOPICS.typed(format, label), "The scope, such as course:2107~565.");
    message.set("headers", reference("schemas", "CloudEventHeaders"));
    EventSchema schema = catalogue.find(format, label).orElse(null);
    if (schema == null) {
      message.put("title", label);
      message.put(
          "summary",
          label.equals(EventName.UNRECOGNIZED)
              ? "Events of names the catalogue doesn't know."
              : "Seen on the wire; its shape isn't known.");
      message.putObject("payload").put("type", "object");
    } else {
      describe(message, id, schema.plain());
    }
  }

  private void state(StateSchema schema) {
    String id = "state." + schema.store();
    String key = schema.annotated().at("/x-state/key").textValue();
    ObjectNode message =
        message(id, TOPICS.state(schema.store()), key + "; a record without a value removes it.");
    describe(message, id, schema.plain());
  }

  private void rejected() {
    ObjectNode message = message("rejected", TOPICS.rejected(), "The original key, or none.");
    message.put("title", "Rejected");
    message.put("summary", "What could not be understood: its bytes, untouched.");
    message.put("contentType", "application/octet-stream");
    message.set("headers", reference("schemas", "RejectedHeaders"));
    message.putObject("payload").put("type", "string").put("description", "Any bytes.");
  }

  /** A channel, the operation that fills it, and its message without payload. */
  private ObjectNode message(String id, String topic, String key) {
    ObjectNode channel = channels.putObject(id);
    channel.put("address", topic.replace(TOPICS.prefix(), "{prefix}"));
    channel.putObject("messages").set(id, reference("messages", id));
    channel
        .putObject("parameters")
        .putObject("prefix")
        .put("description", "TOPIC_PREFIX of the installation.")
        .put("default", Topics.DEFAULT_PREFIX);
    ObjectNode operation = operations.putObject("send." + id);
    operation.put("action", "send");
    operation.putObject("channel").put("$ref", "#/channels/" + id);
    operation.putArray("messages").addObject().put("$ref", "#/channels/" + id + "/messages/" + id);
    ObjectNode message = messages.putObject(id);
    message.put("name", id);
    message
        .putObject("bindings")
        .putObject("kafka")
        .put("bindingVersion", "0.5.0")
        .putObject("key")
        .put("type", "string")
        .put("description", key);
    return message;
  }

  private void describe(ObjectNode message, String id, ObjectNode schema) {
    message.put("title", schema.path("title").textValue());
    message.put("summary", schema.path("description").textValue());
    message.set("payload", reference("schemas", id));
    schema.remove(List.of("$schema", "$id"));
    JsonNode definitions = schema.remove("definitions");
    schemas.put(id, inside(schema));
    definitions
        .properties()
        .forEach(
            entry -> {
              JsonNode part = inside(entry.getValue());
              JsonNode before = schemas.put("part." + entry.getKey(), part);
              if (before != null && !before.equals(part)) {
                throw new IllegalStateException("one name for two parts: " + entry.getKey());
              }
            });
  }

  /** The same, with references that hold in this document. */
  private JsonNode inside(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = mapper.createObjectNode();
      object
          .properties()
          .forEach(
              entry ->
                  copy.set(
                      entry.getKey(),
                      entry.getKey().equals("$ref") && entry.getValue().isTextual()
                          ? TextNode.valueOf(
                              entry
                                  .getValue()
                                  .textValue()
                                  .replace("#/definitions/", "#/components/schemas/part."))
                          : inside(entry.getValue())));
      return copy;
    }
    if (node.isArray()) {
      var copy = mapper.createArrayNode();
      node.forEach(element -> copy.add(inside(element)));
      return copy;
    }
    return node;
  }

  private ObjectNode reference(String kind, String name) {
    return mapper.createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
  }

  private ObjectNode cloudEventHeaders() {
    List<String> always =
        List.of(
            CloudEventHeaders.SPEC_VERSION,
            CloudEventHeaders.ID,
            CloudEventHeaders.SOURCE,
            CloudEventHeaders.TYPE,
            CloudEventHeaders.TIME,
            CloudEventHeaders.SUBJECT);
    List<String> all = new ArrayList<>(always);
    all.addAll(
        List.of(
            CloudEventHeaders.LATE,
            CloudEventHeaders.FUTURE,
            CloudEventHeaders.EARLY,
            CloudEventHeaders.INVALID,
            RawHeaders.SOURCE,
            RawHeaders.RECEIVED_AT));
    return headers(all, always);
  }

  private ObjectNode headers(List<String> names, List<String> required) {
    ObjectNode headers = mapper.createObjectNode().put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    names.forEach(name -> properties.putObject(name).put("type", "string"));
    required.forEach(headers.putArray("required")::add);
    return headers;
  }
}
