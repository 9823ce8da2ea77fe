package org.liveevents.bridge.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.liveevents.bridge.intake.Deliveries.ARRIVAL;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;

/** Who signs the calls to a queue: whatever AWS' default chain finds, seen from the queue. */
class AwsCredentialsTest {

  private static final LocalSqs SQS = new LocalSqs();

  @TempDir private Path directory;

  private final SqsFront front = new SqsFront(SQS.endpoint());
  private final RecordingIntake intake = new RecordingIntake();
  private final Map<String, String> before = new HashMap<>();
  private final ConcurrentLinkedDeque<Map<String, String>> asked = new ConcurrentLinkedDeque<>();
  private HttpServer sts;

  @BeforeEach
  void hideTheCredentialsOfTheMachine() throws IOException {
    sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    sts.createContext("/", this::assume);
    sts.start();
    set("aws.region", "eu-west-1");
    set("aws.endpointUrlSts", "http://127.0.0.1:" + sts.getAddress().getPort());
    set("aws.sharedCredentialsFile", write("no-credentials", "").toString());
    set("aws.configFile", write("no-config", "").toString());
    set("aws.disableEc2Metadata", "true");
  }

  @AfterEach
  void restore() {
    before.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
    sts.stop(0);
    front.close();
  }

  @AfterAll
  static void stopServer() {
    SQS.close();
  }

  @Test
  void signsWithStaticKeys() {
    // Given
    set("aws.accessKeyId", "AKIASTATIC");
    set("aws.secretAccessKey", "secret");

    // When
    receiveOne("static");

    // Then
    assertThat(front.accessKey()).isEqualTo("AKIASTATIC");
    assertThat(asked).isEmpty();
  }

  @Test
  void signsWithTheChosenProfile() throws IOException {
    // Given
    set("aws.profile", "campus");
    set(
        "aws.sharedCredentialsFile",
        write("credentials", keys("default", "AKIAOTHER") + keys("campus", "AKIACAMPUS"))
            .toString());

    // When
    receiveOne("profile");

    // Then
    assertThat(front.accessKey()).isEqualTo("AKIACAMPUS");
  }

  @Test
  void signsAsTheRoleThatAProfileAssumes() throws IOException {
    // Given
    set("aws.profile", "reader");
    set("aws.sharedCredentialsFile", write("credentials", keys("base", "AKIABASE")).toString());
    set(
        "aws.configFile",
        write(
                "config",
                """
                [profile reader]
                role_arn = arn:aws:iam::123456789012:role/reader
                source_profile = base
                """)
            .toString());

    // When
    receiveOne("role");

    // Then
    assertThat(front.accessKey()).isEqualTo("ASIAAssumeRole");
    assertThat(front.sessionToken()).isEqualTo("session-of-AssumeRole");
    assertThat(asked.getLast())
        .containsEntry("RoleArn", "arn:aws:iam::123456789012:role/reader")
        .hasEntrySatisfying("Authorization", by -> assertThat(by).contains("AKIABASE"));
  }

  @Test
  void signsAsTheRoleOfAWebIdentityAndReadsItsTokenAnew() throws IOException {
    // Given: as Kubernetes mounts it for a service account
    Path token = write("token", "first-token");
    set("aws.webIdentityTokenFile", token.toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/bridge");
    set("aws.roleSessionName", "bridge");

    // When
    receiveOne("web-identity");

    // Then
    assertThat(front.accessKey()).isEqualTo("ASIAAssumeRoleWithWebIdentity");
    assertThat(asked.getFirst())
        .containsEntry("RoleArn", "arn:aws:iam::123456789012:role/bridge")
        .containsEntry("RoleSessionName", "bridge")
        .containsEntry("WebIdentityToken", "first-token");

    // When: the kubelet replaces the token
    Files.writeString(token, "second-token");
    receiveOne("web-identity-later");

    // Then
    assertThat(asked.getLast()).containsEntry("WebIdentityToken", "second-token");
  }

  @Test
  void signsAnyhowForAServerThatIsNotAmazonsWhenThereAreNoCredentials() {
    // When
    receiveOne("none");

    // Then
    assertThat(front.accessKey()).isEqualTo("any");
  }

  private void receiveOne(String name) {
    String queue = SQS.createQueue(name, 30);
    SQS.send(queue, "{}");
    try (SqsSource source =
        new SqsSource(
            new SqsSettings(
                List.of(URI.create(queue)), Optional.of(front.endpoint()), "eu-west-1", 1),
            Duration.ofSeconds(1),
            intake,
            () -> ARRIVAL,
            new Random(1),
            new BridgeMetrics(new SimpleMeterRegistry()))) {
      source.start();
      await().atMost(Duration.ofMinutes(1)).until(() -> SQS.messagesLeft(queue) == 0);
    }
  }

  /** AWS' token service: gives out keys named after the call, good for an hour. */
  private void assume(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form = new HashMap<>();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      for (String pair : body.split("&", -1)) {
        int equals = pair.indexOf('=');
        form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
      Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
          .ifPresent(signature -> form.put("Authorization", signature));
      asked.add(form);
      String action = form.getOrDefault("Action", "");
      byte[] answer =
          ("<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>"
                  + "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn>"
                  + "<AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser><Credentials>"
                  + "<AccessKeyId>ASIA%1$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                  + "<SessionToken>session-of-%1$s</SessionToken><Expiration>%2$s</Expiration>"
                  + "</Credentials></%1$sResult></%1$sResponse>")
              .formatted(action, Instant.now().plus(Duration.ofHours(1)))
              .getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/xml");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String keys(String profile, String accessKey) {
    return "[%s]%naws_access_key_id = %s%naws_secret_access_key = secret%n"
        .formatted(profile, accessKey);
  }

  private Path write(String file, String content) throws IOException {
    return Files.writeString(directory.resolve(file), content);
  }

  private void set(String key, String value) {
    before.putIfAbsent(key, System.getProperty(key, ""));
    System.setProperty(key, value);
  }
}
