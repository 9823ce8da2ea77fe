package org.liveevents.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.liveevents.runtime.registry.RegistryException.Reason;
import org.liveevents.runtime.registry.RegistryHttp.Answer;

/**
 * A registry with Confluent's REST interface, for JSON Schemas. Every method throws {@link
 * RegistryException} when it gets no answer or one it can't use. Safe to share between threads.
 */
public final class SchemaRegistry {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_WORD = 500;

  private final RegistryHttp http;

  public SchemaRegistry(RegistrySettings settings) {
    this.http = new RegistryHttp(settings);
  }

  /** All subjects. */
  public Set<String> subjects() {
    Set<String> subjects = new TreeSet<>();
    good("GET", "/subjects", Optional.empty()).forEach(name -> subjects.add(name.asText()));
    return subjects;
  }

  /** The id of exactly this schema, if the subject has it in any version. */
  public OptionalInt id(String subject, ObjectNode schema) {
    Answer answer = http.ask("POST", "/subjects/" + encoded(subject), Optional.of(body(schema)));
    return answer.isNotFound() ? OptionalInt.empty() : OptionalInt.of(id(good(answer)));
  }

  /**
   * Makes it the subject's next version; the same schema again is no new version.
   *
   * @return its id
   */
  public int register(String subject, ObjectNode schema) {
    return id(good("POST", versions(subject), Optional.of(body(schema))));
  }

  /** The subject's latest schema, if there is one. */
  public Optional<ObjectNode> latest(String subject) {
    Answer answer = http.ask("GET", versions(subject) + "/latest", Optional.empty());
    return answer.isNotFound() ? Optional.empty() : Optional.of(schema(good(answer)));
  }

  /** Whether the subject's level lets this schema follow its latest. */
  public boolean accepts(String subject, ObjectNode schema) {
    String path = "/compatibility" + versions(subject) + "/latest";
    return good("POST", path, Optional.of(body(schema))).path("is_compatible").asBoolean();
  }

  /** The level the subject is held to: its own, or the registry's where that is told as its own. */
  public Optional<Compatibility> compatibility(String subject) {
    Answer answer = http.ask("GET", "/config/" + encoded(subject), Optional.empty());
    return answer.isNotFound()
        ? Optional.empty()
        : Optional.of(level(good(answer).path("compatibilityLevel").asText()));
  }

  /** Holds the subject to that level from now on. */
  public void hold(String subject, Compatibility level) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    var unused = good("PUT", "/config/" + encoded(subject), Optional.of(body));
  }

  private JsonNode good(String method, String path, Optional<JsonNode> body) {
    return good(http.ask(method, path, body));
  }

  private static JsonNode good(Answer answer) {
    if (answer.isGood()) {
      return answer.body();
    }
    String said = answer.body().path("message").asText();
    throw new RegistryException(
        answer.status() == 409 ? Reason.INCOMPATIBLE : Reason.REFUSED,
        "the registry answers %d %s"
            .formatted(answer.status(), said.substring(0, Math.min(said.length(), LONGEST_WORD)))
            .strip(),
        null);
  }

  private static int id(JsonNode answer) {
    if (!answer.path("id").canConvertToInt()) {
      throw new RegistryException(Reason.REFUSED, "the registry's answer has no schema id", null);
    }
    return answer.get("id").intValue();
  }

  private static ObjectNode schema(JsonNode answer) {
    try {
      return MAPPER.readValue(answer.path("schema").asText(), ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new RegistryException(Reason.REFUSED, "the subject holds no JSON Schema", e);
    }
  }

  private static Compatibility level(String name) {
    try {
      return Compatibility.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new RegistryException(Reason.REFUSED, "the registry has a level of its own", e);
    }
  }

  private static ObjectNode body(ObjectNode schema) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("schemaType", "JSON")
        .put("schema", schema.toString());
  }

  private static String versions(String subject) {
    return "/subjects/" + encoded(subject) + "/versions";
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
