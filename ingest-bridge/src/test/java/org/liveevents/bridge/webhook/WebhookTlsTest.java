package org.liveevents.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liveevents.bridge.intake.RecordingIntake;
import org.liveevents.bridge.metrics.BridgeMetrics;
import org.liveevents.bridge.webhook.WebhookSettings.Authentication;

class WebhookTlsTest {

  private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");

  @TempDir private Path directory;

  private final RecordingIntake intake = new RecordingIntake();

  @ParameterizedTest
  @CsvSource({"RSA, PRIVATE KEY", "RSA, RSA PRIVATE KEY", "EC, PRIVATE KEY"})
  void takesEventsOverTls(String algorithm, String kind) throws Exception {
    // Given
    Certificate certificate = write(generate("one", algorithm), kind);

    try (WebhookSource source = start(certificate)) {
      // Then
      assertThat(post(source, trusting(certificate))).isEqualTo(200);
      assertThat(intake.deliveries()).hasSize(1);
    }
  }

  @Test
  void takesANewCertificateIntoUseAndKeepsTheOldOneWhileTheNewIsBroken() throws Exception {
    // Given
    Certificate certificate = write(generate("one", "EC"), "PRIVATE KEY");
    try (WebhookSource source = start(certificate)) {
      BigInteger first = serial(source);

      // When
      Files.writeString(certificate.key(), "half of it");

      // Then
      Thread.sleep(1500);
      assertThat(serial(source)).isEqualTo(first);

      // When
      write(generate("two", "EC"), "PRIVATE KEY");

      // Then
      await().atMost(Duration.ofSeconds(30)).until(() -> !serial(source).equals(first));
      assertThat(post(source, trusting(certificate))).isEqualTo(200);
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    // Given
    Certificate certificate = write(generate("one", "EC"), "ENCRYPTED PRIVATE KEY");

    // Then
    assertThatThrownBy(certificate::load)
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("unencrypted");
    assertThatThrownBy(new Certificate(certificate.chain(), directory.resolve("none"))::load)
        .isInstanceOf(IOException.class);
  }

  private WebhookSource start(Certificate certificate) {
    return WebhookSource.start(
        new WebhookSettings(
            0, new Authentication.None(), 1 << 20, 8 << 20, Optional.of(certificate)),
        intake,
        () -> NOW,
        () -> "request-1",
        new BridgeMetrics(new SimpleMeterRegistry()));
  }

  private KeyStore generate(String name, String algorithm) throws Exception {
    Path store = directory.resolve(name + "-" + algorithm + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "x",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream input = Files.newInputStream(store)) {
      keys.load(input, "changeit".toCharArray());
    }
    return keys;
  }

  private Certificate write(KeyStore keys, String kind) throws Exception {
    Path chain = directory.resolve("tls.crt");
    Path key = directory.resolve("tls.key");
    PrivateKey secret = (PrivateKey) keys.getKey("x", "changeit".toCharArray());
    byte[] encoded = secret.getEncoded();
    Files.writeString(key, pem(kind, kind.startsWith("RSA") ? inner(encoded) : encoded));
    Files.writeString(chain, pem("CERTIFICATE", keys.getCertificate("x").getEncoded()));
    return new Certificate(chain, key);
  }

  /** The PKCS #1 key inside of a PKCS #8 one: the octets at its end. */
  private static byte[] inner(byte[] pkcs8) {
    int at = 26; // after the header, the version, the algorithm and the octets' own header
    assertThat(ByteBuffer.wrap(pkcs8).getShort(at)).isEqualTo((short) 0x3082);
    return Arrays.copyOfRange(pkcs8, at, pkcs8.length);
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("x", certificate.load().getCertificate("webhook"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static int post(WebhookSource source, SSLContext context) throws Exception {
    URI uri = URI.create("https://localhost:" + source.port() + WebhookSource.PATH);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(
            HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}")).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** Of the certificate that is shown now, whatever we think of it. */
  private BigInteger serial(WebhookSource source) throws Exception {
    SSLContext anything = SSLContext.getInstance("TLS");
    anything.init(null, List.of(new Gullible()).toArray(Gullible[]::new), null);
    try (SSLSocket socket =
        (SSLSocket) anything.getSocketFactory().createSocket("localhost", source.port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private static final class Gullible implements javax.net.ssl.X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
