package org.liveevents.runtime.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Fetches an issuer's documents, within limits of time and size. Fails if it can't. */
final class KeyDocuments {

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final int MAX_DOCUMENT_BYTES = 256 * 1024;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Duration patience;
  private final HttpClient client;

  KeyDocuments(Duration patience) {
    this.patience = patience;
    this.client = HttpClient.newBuilder().connectTimeout(patience).build();
  }

  /** The document at that address. */
  CompletableFuture<String> fetch(URI address) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request,
            BodyHandlers.ofByteArrayConsumer(
                part -> part.ifPresent(bytes -> add(document, bytes))));
    return answer
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, failure) -> answer.cancel(true)) // a document without end
        .thenApply(
            done -> {
              if (done.statusCode() != 200) {
                throw new IllegalStateException("status " + done.statusCode());
              }
              return document.toString(UTF_8);
            });
  }

  /** The keys of an OpenID provider, which tells itself where they are (OpenID Discovery 1.0). */
  CompletableFuture<String> fetchOf(URI issuer) {
    String base = issuer.toString();
    String address = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + DISCOVERY;
    return fetch(URI.create(address)).thenCompose(document -> fetch(keysOf(issuer, document)));
  }

  private static URI keysOf(URI issuer, String document) {
    try {
      JsonNode provider = MAPPER.readTree(document);
      if (!provider.path("issuer").asText().equals(issuer.toString())) {
        throw new IllegalStateException("another issuer's document");
      }
      URI keys = URI.create(provider.path("jwks_uri").asText());
      // Keys fetched in the clear would make an issuer's https worthless.
      if (keys.getHost() == null
          || ("https".equals(issuer.getScheme()) && !"https".equals(keys.getScheme()))) {
        throw new IllegalStateException("no good address of keys");
      }
      return keys;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON", e);
    }
  }

  private static void add(ByteArrayOutputStream document, byte[] bytes) {
    if (document.size() + bytes.length > MAX_DOCUMENT_BYTES) {
      throw new IllegalStateException("a document of keys is smaller");
    }
    document.writeBytes(bytes);
  }
}
