package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.View;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.access.AccessSettings;
import org.liveevents.streams.query.access.Issuer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every answer there is is described, and every answer that is described there is. */
class OpenApiAnswersTest {

  private static final String COURSE = "2107~565";

  private final JsonNode description = description();
  private final FakeInstance instance = new FakeInstance(4);
  private final Issuer issuer = new Issuer();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(issuer));
  private final Map<String, Set<String>> seen = new TreeMap<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void everyStatusAndBodyIsAsDescribed() throws Exception {
    // Given
    everyView().forEach(instance::with);
    Served served =
        started(new Served(instance, issuer.provider(Optional.of("courses"), Optional.empty())));
    Served keyless =
        started(
            new Served(
                instance,
                new AccessSettings.Provider(
                    URI.create("http://127.0.0.1:1"),
                    Issuer.AUDIENCE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO)));
    String all = token(Map.of("courses", "*"));
    String limited = token(Map.of("courses", "1"));
    String unscoped = token(Map.of("courses", "*", "scope", ""));

    // When
    for (String path : paths()) {
      for (String method : methods(path)) {
        String there = filled(path, COURSE);
        HttpResponse<String> good = ask(served, method, path, there, all, Map.of());
        good.headers()
            .firstValue("ETag")
            .ifPresent(tag -> note(served, method, path, there, all, Map.of("If-None-Match", tag)));
        ask(served, method, path, there + "?unknown=1", all, Map.of());
        ask(served, method, path, there, "", Map.of());
        ask(served, method, path, there, limited, Map.of());
        ask(served, method, path, there, unscoped, Map.of());
        ask(served, method, path, filled(path, "2107~999"), all, Map.of());
        if (description
            .at("/paths/" + escaped(path) + "/get/parameters")
            .toString()
            .contains("/at")) {
          ask(served, method, path, there + "?at=2001-01-01T00:00:00Z", all, Map.of());
        }
        ask(keyless, method, path, there, all, Map.of());
      }
    }

    // Then
    Map<String, Set<String>> described = new TreeMap<>();
    for (String path : paths()) {
      for (String method : methods(path)) {
        Set<String> statuses = new TreeSet<>();
        operation(path, method).get("responses").fieldNames().forEachRemaining(statuses::add);
        described.put(method + " " + path, statuses);
      }
    }
    assertThat(seen).isEqualTo(described);
  }

  private void note(
      Served served,
      String method,
      String path,
      String target,
      String token,
      Map<String, String> headers) {
    try {
      ask(served, method, path, target, token, headers);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> ask(
      Served served,
      String method,
      String path,
      String target,
      String token,
      Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        served
            .request(target)
            .method(method.toUpperCase(java.util.Locale.ROOT), BodyPublishers.noBody());
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = Served.send(request);
    String status = Integer.toString(response.statusCode());
    seen.computeIfAbsent(method + " " + path, key -> new TreeSet<>()).add(status);
    JsonNode answer = resolved(operation(path, method).path("responses").path(status));
    assertThat(answer.isMissingNode()).as(method + " " + target + ": " + status).isFalse();
    check(method + " " + target, answer, response);
    return response;
  }

  private void check(String what, JsonNode answer, HttpResponse<String> response)
      throws IOException {
    answer
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            header -> {
              boolean optional =
                  header.equals("WWW-Authenticate") || header.equals("Live-Events-Freshness");
              assertThat(optional || response.headers().firstValue(header).isPresent())
                  .as(what + ": " + header)
                  .isTrue();
            });
    if (!answer.has("content")) {
      assertThat(response.body()).as(what).isEmpty();
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    JsonNode content = answer.path("content").path(type);
    assertThat(content.isMissingNode()).as(what + ": " + type).isFalse();
    if (type.endsWith("json")) {
      ObjectNode schema = StateJson.mapper().createObjectNode();
      schema.setAll((ObjectNode) content.get("schema"));
      schema.set("components", description.get("components"));
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(Served.json(response)))
          .as(what + ": " + response.body())
          .isEmpty();
    }
  }

  private Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    description.get("paths").fieldNames().forEachRemaining(paths::add);
    paths.remove(CourseStream.PATH); // never ends; see CourseStreamTest
    return paths;
  }

  private Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    description.get("paths").get(path).fieldNames().forEachRemaining(methods::add);
    return methods;
  }

  private JsonNode operation(String path, String method) {
    return description.get("paths").get(path).get(method);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }

  private static String filled(String path, String course) {
    return path.replace("{course}", course).replaceAll("\\{\\w+}", "2107~1");
  }

  private String token(Map<String, Object> claims) {
    var builder = issuer.claims(FakeInstance.TODAY);
    claims.forEach(builder::claim);
    return Issuer.sign(builder.build());
  }

  private <T extends AutoCloseable> T started(T each) {
    open.add(0, each);
    return each;
  }

  /** One entry of each view that knows as little as there can be. */
  private static List<Samples.Sample> everyView() {
    Map<View, Integer> twoIds = new HashMap<>();
    for (View view :
        List.of(
            Views.GRADE,
            Views.SUBMISSION,
            Views.ASSIGNMENT_OVERRIDE,
            Views.MODULE_ITEM,
            Views.QUIZ_SUBMISSION,
            Views.GROUP_MEMBER)) {
      twoIds.put(view, 2);
    }
    twoIds.put(Views.COURSE, 0);
    twoIds.put(Views.DISCUSSION_ENTRY, 3);
    List<Samples.Sample> samples = new ArrayList<>();
    for (View view : Views.all()) {
      Map<String, @Nullable Object> nothing = new HashMap<>();
      view.shownFields().forEach(field -> nothing.put(field, null));
      if (view == Views.PROGRESS) {
        nothing.put("completed", false);
      }
      if (view == Views.USER_ACTIVITY) {
        nothing.put("last_event_time", Samples.NOON.toString());
      }
      String[] ids = new String[twoIds.getOrDefault(view, 1)];
      java.util.Arrays.fill(ids, "2107~1");
      samples.add(Samples.entry(view, Samples.NOON, nothing, COURSE, ids));
    }
    return samples;
  }

  private static JsonNode description() {
    try (InputStream in = Api.class.getResourceAsStream("openapi.yaml")) {
      return StateJson.mapper()
          .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
