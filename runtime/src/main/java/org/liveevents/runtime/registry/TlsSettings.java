package org.liveevents.runtime.registry;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.liveevents.runtime.config.Key;
import org.liveevents.runtime.config.Secret;
import org.liveevents.runtime.config.Settings;

/**
 * Certificates for the registry. Files are PEM ({@code .pem}, {@code .crt}), JKS ({@code .jks}) or
 * else PKCS12; Kafka's own code reads them, so what serves the brokers serves here.
 *
 * @param truststore whom to trust; empty for those the JVM trusts
 * @param keystore who we are; empty for nobody
 */
public record TlsSettings(Optional<Store> truststore, Optional<Store> keystore) {

  /** Nothing beyond the JVM's own. */
  public static final TlsSettings NONE = new TlsSettings(Optional.empty(), Optional.empty());

  /** A file of keys or certificates. */
  public record Store(Path file, Optional<Secret> password) {

    private String type() {
      String name = file.toString().toLowerCase(Locale.ROOT);
      return name.endsWith(".pem") || name.endsWith(".crt")
          ? "PEM"
          : name.endsWith(".jks") ? "JKS" : "PKCS12";
    }
  }

  static TlsSettings from(Settings settings) {
    TlsSettings tls =
        new TlsSettings(
            store(
                settings, Key.SCHEMA_REGISTRY_TRUSTSTORE, Key.SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD),
            store(settings, Key.SCHEMA_REGISTRY_KEYSTORE, Key.SCHEMA_REGISTRY_KEYSTORE_PASSWORD));
    try {
      var unused = tls.context(); // for its problems
    } catch (KafkaException e) {
      settings.problem(
          tls.keystore().isPresent()
              ? Key.SCHEMA_REGISTRY_KEYSTORE
              : Key.SCHEMA_REGISTRY_TRUSTSTORE,
          "the stores can't be used: check types and passwords (" + cause(e) + ")");
    }
    return tls;
  }

  private static Optional<Store> store(Settings settings, Key file, Key password) {
    Optional<Secret> secret = settings.secret(password);
    return settings.file(file).map(path -> new Store(path, secret));
  }

  /**
   * What connections are made with; empty for the JVM's own.
   *
   * @throws KafkaException if a store can't be read
   */
  Optional<SSLContext> context() {
    if (equals(NONE)) {
      return Optional.empty();
    }
    Map<String, Object> kafka = new HashMap<>();
    truststore.ifPresent(
        store -> {
          kafka.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, store.file().toString());
          kafka.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, store.type());
          put(kafka, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, store);
        });
    keystore.ifPresent(
        store -> {
          kafka.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, store.file().toString());
          kafka.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, store.type());
          put(kafka, SslConfigs.SSL_KEY_PASSWORD_CONFIG, store);
          if (!store.type().equals("PEM")) { // whose file has no password, only its key
            put(kafka, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, store);
          }
        });
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(definition.parse(kafka));
      return Optional.of(factory.sslContext());
    } catch (ConfigException e) {
      throw new KafkaException(e.getMessage(), e);
    }
  }

  private static void put(Map<String, Object> kafka, String setting, Store store) {
    store.password().ifPresent(secret -> kafka.put(setting, new Password(secret.reveal())));
  }

  private static String cause(KafkaException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }
}
