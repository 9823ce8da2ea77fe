package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liveevents.streams.query.Samples.grade;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.runtime.config.Secret;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.access.AccessSettings;
import org.liveevents.streams.query.access.Issuer;

/** Who may see what, and what is written down of it. */
class AccessTest {

  private static final String MINE = "2107~565";
  private static final String OURS = "2107~566";
  private static final String THEIRS = "2107~567";

  private final FakeInstance instance =
      new FakeInstance(4)
          .with(ofAccount(MINE, "2107~8"))
          .with(ofAccount(OURS, "2107~9"))
          .with(ofAccount(THEIRS, "2107~10"))
          .with(grade(MINE, "2107~1", "2107~70", "8"))
          .with(grade(THEIRS, "2107~1", "2107~70", "7"));
  private final Issuer issuer = new Issuer();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(issuer));

  @TempDir private Path files;

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void aLimitedCallerSeesItsCoursesAndThoseOfItsAccountsAlone() throws Exception {
    // Given
    Served served = served(Optional.of("courses"), Optional.of("accounts"));
    String token = token(Map.of("courses", List.of("565"), "accounts", List.of("2107~9")));

    // Then
    for (String course : List.of(MINE, OURS)) {
      assertThat(status(served, token, "/v1/courses/" + course)).isEqualTo(200);
      assertThat(status(served, token, "/v1/courses/" + course + "/grades")).isEqualTo(200);
    }
    for (String path : List.of("", "/grades", "/grades/1/70", "/progress/1", "/activity")) {
      assertThat(status(served, token, "/v1/courses/567" + path)).isEqualTo(403);
      assertThat(status(served, token, "/v1/courses/999" + path)).as("unknown").isEqualTo(403);
    }
    List<String> listed = new ArrayList<>();
    JsonNode page = Served.json(get(served, token, "/v1/courses"));
    page.get("items").forEach(item -> listed.add(item.get("course").textValue()));
    assertThat(listed).containsExactlyInAnyOrder(MINE, OURS);
    assertThat(Served.json(get(served, token, "/v1/courses?search=56")).get("items")).hasSize(2);
    assertThat(Served.json(get(served, token, "/v1/courses?search=567")).get("items")).isEmpty();
    for (String path : List.of("/v1/ledger", "/v1/instances", "/v1/topology", "/v1/drift")) {
      assertThat(status(served, token, path)).isEqualTo(403);
    }
  }

  @Test
  void theLimitsHoldWhereverTheCourseIs() throws Exception {
    String token = token(Map.of("accounts", List.of("2107~8")));
    for (Secret[] shared : new Secret[][] {{}, {new Secret("shared")}}) {
      // Given
      AccessSettings.Provider provider = issuer.provider(Optional.empty(), Optional.of("accounts"));
      Served owner = started(new Served(instance, provider, shared));
      FakeInstance elsewhere = new FakeInstance(4).allOwnedBy(new Owner.There(owner.address()));
      Served asked = started(new Served(elsewhere, provider, shared));

      // Then
      assertThat(status(asked, token, "/v1/courses/565/grades/1/70")).isEqualTo(200);
      assertThat(status(asked, token, "/v1/courses/567/grades/1/70")).isEqualTo(403);
      assertThat(status(asked, token, "/v1/courses/567/stream")).isEqualTo(403);
      assertThat(Served.json(get(asked, token, "/v1/courses")).get("items")).hasSize(1);
    }
  }

  @Test
  void aTokenWithoutTheScopeIsForbiddenAndToldWhatItLacks() throws Exception {
    // Given
    Served served = served(Optional.empty(), Optional.empty());

    // When
    HttpResponse<String> response = get(served, token(Map.of("scope", "openid")), "/v1/courses");

    // Then
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains(
            "Bearer realm=\"live-events\", scope=\"canvas:read\", error=\"insufficient_scope\"");
    assertThat(Served.json(response).get("detail").textValue()).contains("canvas:read");
  }

  @Test
  void tokensOfTheWrongKindAreRefusedWithoutAWordAboutWhy() throws Exception {
    // Given
    Served served = served(Optional.empty(), Optional.empty());

    // Then
    for (String token :
        List.of(
            Issuer.sign(issuer.claims(FakeInstance.TODAY).audience("other").build()),
            Issuer.sign(issuer.claims(FakeInstance.TODAY.minusSeconds(9999)).build()),
            "no.token.atall",
            Served.TOKEN)) {
      HttpResponse<String> response = get(served, token, "/v1/courses/565");
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(Served.json(response).get("detail").textValue())
          .isEqualTo("a token is needed, as Authorization: Bearer");
    }
  }

  @Test
  void writesDownWhoReadWhoseRecordsAndNothingOfWhatTheySay() throws Exception {
    // Given
    Path log = files.resolve("reads.jsonl");
    Served served = audited(log);

    // When
    served.get("/v1/courses/565/grades/1/21070000000000070");
    served.get("/v1/courses/565/grades?student=70&limit=5");
    served.get("/v1/courses/565/grades/1/71");
    served.get("/v1/courses/565");
    served.get("/v1/courses/565/assignments");
    served.get("/v1/ledger");
    served.get("/v1/courses/565/grades?student=x");

    // Then
    String endpoint = "\"endpoint\":\"/v1/courses/{course}/grades";
    assertThat(Files.readAllLines(log))
        .hasSize(3)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"time\":\"2026-08-10T00:00:00Z\",\"caller\":\"token:"))
        .allSatisfy(line -> assertThat(line).doesNotContain("score").doesNotContain("\"8\""))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains(endpoint + "/{assignment}/{user}\"")
                    .contains("\"user\":\"2107~70\"", "\"course\":\"2107~565\"", "\"status\":200"),
            line ->
                assertThat(line)
                    .contains(endpoint + "\"", "\"student\":\"2107~70\"")
                    .doesNotContain("limit"),
            line -> assertThat(line).contains("\"status\":404"));
  }

  @Test
  void answersNothingThatCannotBeWrittenDown() throws Exception {
    // Given
    Path directory = Files.createDirectory(files.resolve("reads"));
    Served served = audited(directory);

    // Then
    HttpResponse<String> response = served.get("/v1/courses/565/grades");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).doesNotContain("2107~70");
    assertThat(served.get("/v1/courses/565").statusCode()).isEqualTo(200);
  }

  @Test
  void letsNoPageOfAnotherOriginAskUnlessNamed() throws Exception {
    // Given
    String origin = "https://dashboard.example.edu";
    Served closed = started(new Served(instance));
    Served opened = started(new Served(instance, Served.settings(Served.TOKENS, List.of(origin))));

    // Then
    assertThat(from(origin, closed).headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(from(origin, opened).headers().firstValue("Access-Control-Allow-Origin"))
        .contains(origin);
    assertThat(from(origin, opened).headers().firstValue("Access-Control-Allow-Credentials"))
        .isEmpty();
    assertThat(from("https://evil.example", opened).headers().map())
        .doesNotContainKey("access-control-allow-origin");
    HttpResponse<String> preflight =
        Served.send(
            opened
                .request("/v1/courses/565")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization");
    assertThat(preflight.body()).isEmpty();
    HttpResponse<String> refused =
        Served.send(opened.request("/v1/courses").header("Origin", origin));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
  }

  @Test
  void whereNobodyIsAskedOtherNamesOfThisMachineAreRefused() throws Exception {
    // Given
    Served free = started(new Served(instance, new AccessSettings.None(false)));

    // Then
    assertThat(raw(free, "localhost:" + free.address().port())).contains(" 200 ");
    assertThat(raw(free, "127.0.0.1")).contains(" 200 ");
    assertThat(raw(free, "rebound.example:" + free.address().port())).contains(" 421 ");
  }

  @Test
  void saysThatNothingHasChangedAndHowFreshThatIs() throws Exception {
    // Given
    Served served = started(new Served(instance));
    HttpResponse<String> first = served.get("/v1/courses/565/grades/1/70");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    // When
    HttpResponse<String> same = conditional(served, "\"x\", " + tag);
    instance.with(grade(MINE, "2107~1", "2107~70", "9"));
    HttpResponse<String> changed = conditional(served, tag);

    // Then
    assertThat(tag).startsWith("W/\"");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("ETag")).contains(tag);
    JsonNode freshness =
        StateJson.mapper()
            .readTree(same.headers().firstValue("Live-Events-Freshness").orElseThrow());
    assertThat(freshness).isEqualTo(Served.json(first).get("freshness"));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag")).isNotEqualTo(Optional.of(tag));
  }

  @Test
  void theTagIsTheSameOnEveryInstance() throws Exception {
    // Given
    Served owner = started(new Served(instance));
    FakeInstance elsewhere = new FakeInstance(4).allOwnedBy(new Owner.There(owner.address()));
    Served asked = started(new Served(elsewhere));
    String target = "/v1/courses/565/grades/1/70";

    // Then
    Optional<String> tag = owner.get(target).headers().firstValue("ETag");
    assertThat(asked.get(target).headers().firstValue("ETag")).isPresent().isEqualTo(tag);
    assertThat(conditional(asked, tag.orElseThrow()).statusCode()).isEqualTo(304);
  }

  @Test
  void packsWhatIsLongWhereThatIsAccepted() throws Exception {
    // Given
    for (int i = 0; i < 60; i++) {
      instance.with(grade(MINE, "2107~2", "2107~" + (100 + i), "5"));
    }
    Served served = started(new Served(instance));

    // When
    HttpResponse<byte[]> packed =
        Served.send(
            served
                .request("/v1/courses/565/grades")
                .header("Authorization", "Bearer " + Served.TOKEN)
                .header("Accept-Encoding", "gzip"),
            BodyHandlers.ofByteArray());

    // Then
    HttpResponse<String> plain = served.get("/v1/courses/565/grades");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(unpacked(packed.body())).isEqualTo(plain.body());
  }

  private static String unpacked(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Samples.Sample ofAccount(String course, String account) {
    return Samples.entry(
        Views.COURSE, Samples.NOON, Map.of("name", "Botany", "account", account), course);
  }

  private Served served(Optional<String> courses, Optional<String> accounts) {
    return started(new Served(instance, issuer.provider(courses, accounts)));
  }

  private Served audited(Path log) {
    return started(
        new Served(
            instance,
            Served.settings(
                Served.TOKENS, List.of(), new AccessSettings.FileAudit(log), List.of())));
  }

  private <T extends AutoCloseable> T started(T each) {
    open.add(0, each);
    return each;
  }

  private String token(Map<String, Object> claims) {
    var all = issuer.claims(FakeInstance.TODAY);
    claims.forEach(all::claim);
    return Issuer.sign(all.build());
  }

  private static int status(Served served, String token, String target) throws Exception {
    return get(served, token, target).statusCode();
  }

  private static HttpResponse<String> get(Served served, String token, String target)
      throws IOException, InterruptedException {
    return Served.send(served.request(target).header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> conditional(Served served, String tags)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        served
            .request("/v1/courses/565/grades/1/70")
            .header("Authorization", "Bearer " + Served.TOKEN)
            .header("If-None-Match", tags);
    return Served.send(request);
  }

  private static HttpResponse<String> from(String origin, Served served)
      throws IOException, InterruptedException {
    return Served.send(
        served
            .request("/v1/courses")
            .header("Authorization", "Bearer " + Served.TOKEN)
            .header("Origin", origin));
  }

  private static String raw(Served served, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.address().port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/courses/565 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
