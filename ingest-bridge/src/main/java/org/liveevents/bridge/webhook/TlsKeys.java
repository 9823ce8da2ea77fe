package org.liveevents.bridge.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a new certificate into use when its files change; a broken one changes nothing. */
final class TlsKeys implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(TlsKeys.class);

  private final Certificate certificate;
  private final SslContextFactory.Server tls = new SslContextFactory.Server();
  private final Future<?> watching;
  private List<Integer> seen;

  /**
   * Reads the files, and looks at them again every so often.
   *
   * @throws IllegalArgumentException if they can't be used
   */
  TlsKeys(Certificate certificate, Duration interval, ScheduledExecutorService timer) {
    this.certificate = certificate;
    try {
      this.seen = state();
      use(tls, certificate.load());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate cannot be used: " + e.getMessage(), e);
    }
    this.watching =
        timer.scheduleWithFixedDelay(
            this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** For the server's connector. */
  SslContextFactory.Server tls() {
    return tls;
  }

  @Override
  public void close() {
    watching.cancel(false);
  }

  /** By content: in a mounted secret the file's place stays and its time may too. */
  private List<Integer> state() throws IOException {
    return List.of(
        Arrays.hashCode(Files.readAllBytes(certificate.chain())),
        Arrays.hashCode(Files.readAllBytes(certificate.key())));
  }

  private void look() {
    try {
      List<Integer> now = state();
      if (!now.equals(seen)) {
        KeyStore store = certificate.load();
        tls.reload(any -> use(tls, store));
        seen = now;
        LOGGER.info("the certificate was replaced");
      }
    } catch (Exception e) { // as the server declares it; half written, perhaps: look again later
      LOGGER.warn("the certificate stays as it was error={}", e.getClass().getSimpleName());
    }
  }

  private static void use(SslContextFactory.Server tls, KeyStore store) {
    tls.setKeyStore(store);
    tls.setKeyStorePassword("");
  }
}
