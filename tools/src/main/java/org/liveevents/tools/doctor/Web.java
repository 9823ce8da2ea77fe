package org.liveevents.tools.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.liveevents.runtime.config.Secret;

/** Asks a web server something. Safe to share between threads. */
final class Web {

  private static final Duration LIMIT = Duration.ofSeconds(8);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return get(address, Optional.empty());
  }

  HttpResponse<String> get(URI address, Optional<Secret> token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LIMIT);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** An address without what may be secret in it: user, password, query. */
  static String shown(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    return address.getScheme() + "://" + address.getHost() + port + path;
  }
}
