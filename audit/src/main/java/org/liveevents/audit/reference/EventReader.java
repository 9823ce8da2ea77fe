package org.liveevents.audit.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one event by parsing them into a tree, and looking. */
public final class EventReader {

  private static final int MOST_BYTES = 1024 * 1024;
  private static final int DEEPEST = 64;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(1000)
                          .maxNameLength(50_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .build();

  private final Catalogue catalogue = new Catalogue();
  private final Shards shards;

  /** A reader for an installation with those shards. */
  public EventReader(Shards shards) {
    this.shards = shards;
  }

  /** What those bytes are. */
  public Read read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return Read.refused("empty");
    }
    if (bytes.length > MOST_BYTES) {
      return Read.refused("too_large");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Read.refused("not_utf8");
    }
    if (text.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      return Read.refused("empty");
    }
    JsonNode root;
    try {
      root = parse(text);
    } catch (StreamConstraintsException e) {
      return Read.refused(
          String.valueOf(e.getMessage()).contains("nesting depth") ? "too_deep" : "not_json");
    } catch (IOException e) {
      return Read.refused("not_json");
    }
    if (hasHalfACharacter(root)) {
      return Read.refused("not_json");
    }
    if (root.isObject() && root.path("metadata").isObject()) {
      return canvas(root);
    }
    if (root.isObject() && root.path("data").isArray()) {
      return caliper(root);
    }
    return Read.refused("not_an_event");
  }

  private static JsonNode parse(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      JsonNode root = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the value");
      }
      return root;
    }
  }

  /** A tree in which numbers keep their exact value; of one without, the spelling. */
  private static JsonNode value(JsonParser parser) throws IOException {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> nodes.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> nodes.nullNode();
      default -> number(parser.getText());
    };
  }

  private static JsonNode number(String spelling) {
    try {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(spelling).stripTrailingZeros());
    } catch (NumberFormatException | ArithmeticException e) { // an exponent beyond 32 bits
      return JsonNodeFactory.instance.pojoNode(spelling);
    }
  }

  private static boolean hasHalfACharacter(JsonNode node) {
    if (node.isTextual()) {
      return isHalved(node.textValue());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (isHalved(entry.getKey())) {
        return true;
      }
    }
    for (JsonNode child : node) {
      if (hasHalfACharacter(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalved(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  // ---- Canvas

  private Read canvas(JsonNode root) {
    String name = Tree.text(root, "metadata/event_name");
    String label = name == null ? "none" : catalogue.knows(name) ? name : "unrecognized";
    if (!root.path("body").isObject()) {
      return Read.refused("not_an_event", label);
    }
    if (name == null) {
      return Read.refused("no_event_name");
    }
    String written = Tree.text(root, "metadata/event_time");
    if (written == null) {
      return Read.refused("no_event_time", label);
    }
    Instant time = Instants.parse(written);
    if (time == null) {
      return Read.refused("bad_event_time", label);
    }
    JsonNode metadata = root.path("metadata");
    JsonNode body = root.path("body");
    String id = EventHash.ofCanvas(metadata, body);
    boolean isOfCourse = "Course".equals(Tree.text(root, "metadata/context_type"));
    String context = Tree.text(root, "metadata/context_id");
    String rootAccount = Tree.text(root, "metadata/root_account_id");
    String contextAccount = Tree.text(root, "metadata/context_account_id");
    String own = catalogue.mayHaveCourse(name) ? courseOfBody(root) : null;
    String course = own == null && catalogue.mayHaveCourse(name) && isOfCourse ? context : own;
    String user =
        first(
            root,
            "body/student_id",
            "body/user_id",
            "body/user/id",
            "body/author_id",
            "metadata/user_id");
    Ids ids = new Ids(shards, context, contextAccount, rootAccount);
    ids.note(isOfCourse ? Ids.COURSE : Ids.OTHER, context);
    ids.note(Ids.ACCOUNT, contextAccount);
    ids.note(Ids.ACCOUNT, rootAccount);
    ids.note(Ids.USER, Tree.text(root, "metadata/user_id"));
    ids.note(Ids.COURSE, own);
    ids.note(Ids.USER, user);
    String account = Tree.text(root, "body/account_id");
    if (account == null && "Account".equals(Tree.text(root, "metadata/context_type"))) {
      account = context;
    }
    if (account == null) {
      account = contextAccount == null ? rootAccount : contextAccount;
    }
    return Read.of(
        new Event(
            "canvas",
            name,
            catalogue.knows(name),
            id,
            Fingerprint.of("canvas", metadata, body),
            time,
            scope(ids, course, user, account, id),
            course == null ? null : ids.canonical(Ids.COURSE, course),
            origin(Tree.text(root, "metadata/hostname"), rootAccount, ids),
            root));
  }

  private static @Nullable String courseOfBody(JsonNode root) {
    String direct =
        first(
            root,
            "body/course_id",
            "body/course/id",
            "body/canvas_course_id",
            "body/blueprint_course_id");
    if (direct != null) {
      return direct;
    }
    String context = Tree.text(root, "body/context_id");
    if (context != null && "Course".equals(Tree.text(root, "body/context_type"))) {
      return context;
    }
    String result = Tree.text(root, "body/result_context_id");
    if (result != null && "Course".equals(Tree.text(root, "body/result_context_type"))) {
      return result;
    }
    return "course".equals(Tree.text(root, "body/asset_type"))
        ? Tree.text(root, "body/asset_id")
        : null;
  }

  // ---- Caliper

  private static final String CANVAS = "/extensions/com.instructure.canvas/";

  private Read caliper(JsonNode root) {
    if (root.path("data").size() != 1) {
      return Read.refused("caliper_not_an_event");
    }
    String type = Tree.text(root, "data/0/type");
    String action = Tree.text(root, "data/0/action");
    JsonNode entry = Tree.at(root, "data/0");
    if (!entry.isObject() || type == null || action == null) {
      return Read.refused("caliper_not_an_event");
    }
    String derived = CaliperName.of(root, type, action);
    boolean isKnown = derived != null && catalogue.knowsCaliper(derived);
    String name = isKnown && derived != null ? derived : type + "." + action;
    String label = isKnown ? name : "unrecognized";
    String written = Tree.text(root, "data/0/eventTime");
    if (written == null) {
      return Read.refused("no_event_time", label);
    }
    Instant time = Instants.parse(written);
    if (time == null) {
      return Read.refused("bad_event_time", label);
    }
    String id = EventHash.ofCaliper(entry);
    boolean mayHaveCourse = catalogue.mayHaveCourse(name);
    String own = mayHaveCourse ? courseOfObject(root) : null;
    String page = mayHaveCourse ? courseOfPage(root) : null;
    String course = own == null ? page : own;
    String user = userConcerned(root);
    String rootAccount = Tree.text(root, "data/0/actor" + CANVAS + "root_account_id");
    String group = Tree.text(root, "data/0/group" + CANVAS + "entity_id");
    boolean isCourseGroup =
        "Course".equals(Tree.text(root, "data/0/group" + CANVAS + "context_type"));
    Ids ids = new Ids(shards, group, null, rootAccount);
    ids.note(isCourseGroup ? Ids.COURSE : Ids.OTHER, group);
    ids.note(Ids.ACCOUNT, rootAccount);
    Urn actor = Urn.at(root, "data/0/actor");
    ids.note(Ids.USER, actor == null ? null : actor.id());
    ids.note(Ids.COURSE, own);
    ids.note(Ids.COURSE, page);
    ids.note(Ids.USER, user);
    Urn object = Urn.at(root, "data/0/object");
    String account = object != null && object.kind().equals("account") ? object.id() : rootAccount;
    return Read.of(
        new Event(
            "caliper",
            name,
            isKnown,
            id,
            Fingerprint.of("caliper", entry),
            time,
            scope(ids, course, user, account, id),
            course == null ? null : ids.canonical(Ids.COURSE, course),
            origin(
                Tree.text(root, "data/0/extensions/com.instructure.canvas/hostname"),
                rootAccount,
                ids),
            root));
  }

  private static @Nullable String courseOfObject(JsonNode root) {
    Urn told = Urn.of(Tree.text(root, "data/0/object" + CANVAS + "course_id"));
    if (told != null && told.course() != null) {
      return told.course();
    }
    String context = Tree.text(root, "data/0/object" + CANVAS + "context_id");
    if (context != null
        && "Course".equals(Tree.text(root, "data/0/object" + CANVAS + "context_type"))) {
      return context;
    }
    Urn object = Urn.at(root, "data/0/object");
    return object != null && object.kind().equals("course") ? object.id() : null;
  }

  private static @Nullable String courseOfPage(JsonNode root) {
    String entity = Tree.text(root, "data/0/group" + CANVAS + "entity_id");
    if (entity != null
        && "Course".equals(Tree.text(root, "data/0/group" + CANVAS + "context_type"))) {
      return entity;
    }
    Urn group = Urn.at(root, "data/0/group");
    if (group != null && group.course() != null) {
      return group.course();
    }
    Urn organization = Urn.at(root, "data/0/membership/organization");
    return organization == null ? null : organization.course();
  }

  private static @Nullable String userConcerned(JsonNode root) {
    Urn[] candidates = {
      Urn.at(root, "data/0/object/assignee"),
      Urn.at(root, "data/0/object/member"),
      Urn.of(Tree.text(root, "data/0/object" + CANVAS + "user_id")),
      "SoftwareApplication".equals(Tree.text(root, "data/0/actor/type"))
          ? null
          : Urn.at(root, "data/0/actor")
    };
    for (Urn candidate : candidates) {
      if (candidate != null && candidate.user() != null) {
        return candidate.user();
      }
    }
    return null;
  }

  // ---- both

  private static @Nullable String first(JsonNode root, String... paths) {
    for (String path : paths) {
      String text = Tree.text(root, path);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static String scope(
      Ids ids,
      @Nullable String course,
      @Nullable String user,
      @Nullable String account,
      String event) {
    if (course != null) {
      return "course:" + ids.canonical(Ids.COURSE, course);
    }
    if (user != null) {
      return "user:" + ids.canonical(Ids.USER, user);
    }
    return account == null ? "none:" + event : "account:" + ids.canonical(Ids.ACCOUNT, account);
  }

  private static String origin(@Nullable String host, @Nullable String rootAccount, Ids ids) {
    if (host != null && host.length() <= 253 && host.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      return host;
    }
    String account = rootAccount == null ? "" : ids.canonical(Ids.ACCOUNT, rootAccount);
    return account.matches("[0-9]+~[0-9]+") ? account : "unknown";
  }
}
