package org.liveevents.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.registry.RegistryException.Reason;
import org.liveevents.runtime.registry.RegistrySettings.Credentials;

/** Speaking to a registry: what is asked, what becomes of its answers. */
class SchemaRegistryTest {

  private static final ObjectNode SCHEMA =
      JsonNodeFactory.instance.objectNode().put("type", "object");

  private final FakeRegistry server = FakeRegistry.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSchemaIsFoundUnderTheIdItWasRegisteredWith() {
    // Given
    SchemaRegistry registry = registry(server.url());
    assertThat(registry.id("a-value", SCHEMA)).isEmpty();
    assertThat(registry.latest("a-value")).isEmpty();

    // When
    int id = registry.register("a-value", SCHEMA);

    // Then
    assertThat(registry.id("a-value", SCHEMA)).hasValue(id);
    assertThat(registry.latest("a-value")).contains(SCHEMA);
    assertThat(registry.subjects()).containsExactly("a-value");
  }

  @Test
  void aSubjectIsHeldToALevel() {
    // Given
    SchemaRegistry registry = registry(server.url());
    assertThat(registry.compatibility("a-value")).isEmpty();

    // When
    registry.hold("a-value", Compatibility.FORWARD);

    // Then
    assertThat(registry.compatibility("a-value")).contains(Compatibility.FORWARD);
  }

  @Test
  void theAccountIsShownWithEveryQuestion() {
    // Given
    SchemaRegistry registry =
        new SchemaRegistry(
            new RegistrySettings(
                List.of(server.url()),
                Optional.of(new Credentials("me", new Secret("hush"))),
                TlsSettings.NONE,
                Compatibility.FORWARD));

    // When
    registry.subjects();

    // Then
    assertThat(server.authorization()).isEqualTo("Basic bWU6aHVzaA==");
  }

  @Test
  void anotherAddressIsAskedWhenOneDoesNotAnswer() {
    // Given
    SchemaRegistry registry = registry(URI.create("http://127.0.0.1:1"), server.url());

    // Then
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void noAnswerIsUnreachableAndNamesTheAddressWithoutTheAccount() {
    // Given
    SchemaRegistry registry =
        new SchemaRegistry(
            new RegistrySettings(
                List.of(URI.create("http://127.0.0.1:1/base")),
                Optional.of(new Credentials("me", new Secret("hush"))),
                TlsSettings.NONE,
                Compatibility.FORWARD));

    // Then
    assertThatThrownBy(registry::subjects)
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
        .hasMessageContaining("http://127.0.0.1:1/base")
        .hasMessageNotContaining("hush");
  }

  @Test
  void itsOwnFailureIsUnreachableARefusalIsNot() {
    assertThat(reason(503)).isEqualTo(Reason.UNREACHABLE);
    assertThat(reason(429)).isEqualTo(Reason.UNREACHABLE);
    assertThat(reason(401)).isEqualTo(Reason.REFUSED);
    assertThat(reason(422)).isEqualTo(Reason.REFUSED);
    assertThat(reason(409)).isEqualTo(Reason.INCOMPATIBLE);
  }

  @Test
  void aRegistryIsTrustedByTheCertificateGivenAndMayAskForOurs(@TempDir Path directory)
      throws IOException {
    // Given
    Optional<TlsSettings.Store> store =
        Optional.of(
            new TlsSettings.Store(
                new Keys(directory).make(), Optional.of(new Secret(Keys.PASSWORD))));
    TlsSettings tls = new TlsSettings(store, store);
    try (FakeRegistry secure = FakeRegistry.start(https(tls.context().orElseThrow()))) {
      List<URI> url = List.of(URI.create("https://127.0.0.1:" + secure.port() + "/base"));

      // Then
      assertThat(registry(url, tls).subjects()).isEmpty();
      assertThatThrownBy(() -> registry(url, TlsSettings.NONE).subjects())
          .isInstanceOf(RegistryException.class);
      assertThatThrownBy(() -> registry(url, new TlsSettings(store, Optional.empty())).subjects())
          .isInstanceOf(RegistryException.class);
    }
  }

  private static HttpsServer https(SSLContext context) throws IOException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    return https;
  }

  private Reason reason(int status) {
    server.refuse(status);
    try {
      registry(server.url()).register("a-value", SCHEMA);
      throw new AssertionError("no failure");
    } catch (RegistryException e) {
      return e.reason();
    }
  }

  private static SchemaRegistry registry(URI... urls) {
    return registry(List.of(urls), TlsSettings.NONE);
  }

  private static SchemaRegistry registry(List<URI> urls, TlsSettings tls) {
    return new SchemaRegistry(
        new RegistrySettings(urls, Optional.empty(), tls, Compatibility.FORWARD));
  }
}
