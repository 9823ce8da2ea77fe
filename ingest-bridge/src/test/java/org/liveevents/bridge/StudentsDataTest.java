package org.liveevents.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.bridge.intake.Admission;
import org.liveevents.bridge.intake.Reception;
import org.liveevents.bridge.kafka.ProducerHealth;
import org.liveevents.bridge.kafka.RawTopicIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.spool.Spool;
import org.liveevents.bridge.spool.SpoolSettings;
import org.liveevents.bridge.spool.SpoolingIntake;
import org.liveevents.bridge.webhook.WebhookSettings;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;
import org.liveevents.bridge.webhook.WebhookSource;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.envelope.EnvelopeReader;
import org.liveevents.event.IdRules;
import org.liveevents.runtime.config.Secret;
import org.liveevents.topic.Topics;
import org.slf4j.LoggerFactory;

/** Names, addresses, logins, texts and tokens go to the topics and nowhere else. */
class StudentsDataTest {

  /** Part of every value that belongs to a student, or is a secret. */
  private static final String MARK = "Qzx7";

  private static final String EVENT =
      """
      {"metadata":{"event_name":"user_updated","event_time":"2026-09-01T08:00:00.000Z",
       "user_login":"Qzx7@example.edu","client_ip":"Qzx7:10.0.0.1","user_agent":"Qzx7 browser",
       "url":"https://canvas.example.edu/?access_token=Qzx7","referrer":"https://Qzx7.example.edu",
       "session_id":"Qzx7","request_id":"Qzx7","hostname":"Qzx7.example.edu",
       "root_account_id":"10420000000000001"},
       "body":{"user_id":"10420000000000007","name":"Qzx7 Student","email":"Qzx7@example.edu",
       "text":"what Qzx7 wrote"}}""";

  @TempDir private Path directory;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BridgeMetrics metrics = new BridgeMetrics(meters);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ProducerHealth health = new ProducerHealth();
  private final List<String> answers = new ArrayList<>();

  @BeforeEach
  void listen() {
    root.setLevel(Level.DEBUG);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    root.setLevel(level);
  }

  @Test
  void areInNoLogNoMetricNoAnswerAndNoReport() throws Exception {
    // Given
    RawTopicIntake intake =
        new RawTopicIntake(
            new Admission(new EnvelopeReader(EventCatalogue.bundled(), IdRules.ofShard(1))),
            producer,
            new Topics("canvas"),
            health,
            metrics);
    SpoolSettings settings = new SpoolSettings(directory, 16L << 20, Duration.ofMillis(200));
    Spool spool = Spool.start(settings, InstantSource.system(), metrics);
    SpoolingIntake spooling = SpoolingIntake.start(intake, spool, settings.patience());
    WebhookSource webhook =
        WebhookSource.start(
            new WebhookSettings(
                0,
                new Authentication.Token(List.of(new Secret(MARK + "-token"))),
                1 << 20,
                16L << 20,
                Optional.empty()),
            new Reception(spooling, metrics),
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            metrics);

    // When: taken, rejected, refused, spooled, damaged
    for (byte[] body : bodies()) {
      post(webhook, "?token=" + MARK + "-token", body);
    }
    post(webhook, "?token=" + MARK + "-another", EVENT.getBytes(UTF_8));
    producer.sendException = new KafkaException("of the broker");
    post(webhook, "?token=" + MARK + "-token", EVENT.getBytes(UTF_8));
    assertThat(spool.depth()).isPositive();
    answers.add(spool.condition() + " " + health.condition());
    webhook.close();
    spooling.close();
    damageTheSpool();
    Spool.start(settings, InstantSource.system(), metrics).close();

    // Then
    assertThat(answers).filteredOn(answer -> answer.startsWith("200")).hasSize(bodies().size() + 1);
    assertThat(answers).filteredOn(answer -> answer.startsWith("401")).hasSize(1);
    assertThat(log.list).isNotEmpty();
    assertThat(log.list)
        .filteredOn(event -> !isTheTestsOwn(event))
        .noneSatisfy(event -> assertThat(text(event)).contains(MARK));
    assertThat(meters.scrape()).contains("bridge_rejected_total").doesNotContain(MARK);
    assertThat(answers).noneMatch(answer -> answer.contains(MARK));
  }

  /** The client that sends logs what it sends; Jetty's own wire log is below WARN in production. */
  private static boolean isTheTestsOwn(ILoggingEvent event) {
    return event.getLoggerName().startsWith("jdk.")
        || event.getLoggerName().startsWith("org.eclipse.jetty")
        || event.getLoggerName().startsWith("io.javalin")
        || event.getLoggerName().startsWith("org.apache.kafka");
  }

  private static List<byte[]> bodies() {
    return List.of(
        EVENT.getBytes(UTF_8),
        EVENT.substring(0, EVENT.length() - 1).getBytes(UTF_8),
        EVENT.replace("user_updated", MARK).getBytes(UTF_8),
        EVENT.replace("2026-09-01T08:00:00.000Z", MARK).getBytes(UTF_8),
        EVENT.replace("10420000000000007", MARK).getBytes(UTF_8),
        (MARK + "\u00e9").getBytes(ISO_8859_1),
        MARK.getBytes(UTF_8),
        ("[" + EVENT + ",\"" + MARK + "\"]").getBytes(UTF_8));
  }

  private void damageTheSpool() throws Exception {
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".spool")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] = (byte) ~bytes[bytes.length / 2];
        Files.write(file, bytes);
      }
    }
  }

  private void post(WebhookSource webhook, String more, byte[] body) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + webhook.port() + WebhookSource.PATH + more);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    answers.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      text.append(' ').append(cause.getMessage());
    }
    return text.toString();
  }
}
