package org.liveevents.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liveevents.runtime.config.Problem;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;
import org.liveevents.runtime.registry.RegistrySettings.Credentials;

class RegistrySettingsTest {

  @TempDir private Path directory;

  @Test
  void withoutAnAddressThereIsNoRegistry() {
    assertThat(RegistrySettings.from(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void defaults() {
    // When
    Optional<RegistrySettings> settings =
        RegistrySettings.from(Settings.of(Map.of("SCHEMA_REGISTRY_URL", "http://one:8081/")));

    // Then
    assertThat(settings)
        .contains(
            new RegistrySettings(
                List.of(URI.create("http://one:8081")),
                Optional.empty(),
                TlsSettings.NONE,
                Compatibility.FORWARD));
  }

  @Test
  void fullMapping() throws IOException {
    // Given
    Path stores = new Keys(directory).make();
    Map<String, String> every = new HashMap<>();
    every.put("SCHEMA_REGISTRY_URL", "https://one:8081/apis/ccompat/v7, https://two");
    every.put("SCHEMA_REGISTRY_USER", "somebody");
    every.put("SCHEMA_REGISTRY_PASSWORD_FILE", file("a,b:c@d\n").toString());
    every.put("SCHEMA_REGISTRY_TRUSTSTORE", stores.toString());
    every.put("SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD", Keys.PASSWORD);
    every.put("SCHEMA_REGISTRY_KEYSTORE", stores.toString());
    every.put("SCHEMA_REGISTRY_KEYSTORE_PASSWORD", Keys.PASSWORD);
    every.put("SCHEMA_REGISTRY_COMPATIBILITY", "full_transitive");
    Settings settings = Settings.of(every);

    // When
    Optional<RegistrySettings> read = RegistrySettings.from(settings);

    // Then
    assertThat(settings.problems()).isEmpty();
    Optional<TlsSettings.Store> store =
        Optional.of(new TlsSettings.Store(stores, Optional.of(new Secret(Keys.PASSWORD))));
    assertThat(read)
        .contains(
            new RegistrySettings(
                List.of(URI.create("https://one:8081/apis/ccompat/v7"), URI.create("https://two")),
                Optional.of(new Credentials("somebody", new Secret("a,b:c@d"))),
                new TlsSettings(store, store),
                Compatibility.FULL_TRANSITIVE));
  }

  @Test
  void everyProblemIsReportedWithoutASecret() throws IOException {
    // Given
    Map<String, String> wrong = new HashMap<>();
    wrong.put("SCHEMA_REGISTRY_URL", "ftp://me:hush@one");
    wrong.put("SCHEMA_REGISTRY_USER", "somebody");
    wrong.put("SCHEMA_REGISTRY_TRUSTSTORE", directory.resolve("nowhere").toString());
    wrong.put("SCHEMA_REGISTRY_KEYSTORE", file("no store").toString());
    wrong.put("SCHEMA_REGISTRY_KEYSTORE_PASSWORD", "hush");
    wrong.put("SCHEMA_REGISTRY_COMPATIBILITY", "sideways");
    Settings settings = Settings.of(wrong);

    // When
    var unused = RegistrySettings.from(settings);

    // Then
    assertThat(settings.problems())
        .extracting(Problem::key)
        .containsExactlyInAnyOrder(
            "SCHEMA_REGISTRY_URL",
            "SCHEMA_REGISTRY_USER",
            "SCHEMA_REGISTRY_TRUSTSTORE",
            "SCHEMA_REGISTRY_KEYSTORE",
            "SCHEMA_REGISTRY_COMPATIBILITY");
    assertThat(settings.problems().toString()).doesNotContain("hush");
  }

  @Test
  void userAndPasswordInTheAddressAreTakenAndNeverShown() {
    // Given
    Settings settings =
        Settings.of(Map.of("SCHEMA_REGISTRY_URL", "http://me:h%40sh@one:8081/base,http://two"));

    // When
    RegistrySettings read = RegistrySettings.from(settings).orElseThrow();

    // Then
    assertThat(read.credentials()).contains(new Credentials("me", new Secret("h@sh")));
    assertThat(read.urls())
        .containsExactly(URI.create("http://one:8081/base"), URI.create("http://two"));
    assertThat(read + "" + settings.print()).doesNotContain("sh@").doesNotContain("h%40sh");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "text", ""), text);
  }
}
