package org.liveevents.runtime.config;

import java.util.Optional;

/**
 * Every key of ours, in one place: environment variables and, with the same names, lines of the
 * properties file. One file may configure both services, so each service knows all of them.
 */
public enum Key {
  LIVE_EVENTS_CONFIG("", "a properties file with these same keys; the environment wins"),
  TOPIC_PREFIX("canvas", "first part of every topic name"),
  RAW_PARTITIONS("12", "partitions of the raw topic when it is created"),
  TYPED_PARTITIONS("3", "partitions of the typed and rejected topics when they are created"),
  REPLICATION_FACTOR("", "replicas of topics when they are created; unset = the broker's default"),
  SCHEMA_REGISTRY_URL(
      "", "Confluent-compatible registry, comma-separated if several; unset = plain JSON values"),
  SCHEMA_REGISTRY_USER("", "account for basic authentication, unless the URL has it"),
  SCHEMA_REGISTRY_PASSWORD(Kind.SECRET, "its password"),
  SCHEMA_REGISTRY_TRUSTSTORE("", "certificates to trust: .pem, .jks or PKCS12; unset = the JVM's"),
  SCHEMA_REGISTRY_TRUSTSTORE_PASSWORD(Kind.SECRET, "its password"),
  SCHEMA_REGISTRY_KEYSTORE("", "our own key and certificate: .pem, .jks or PKCS12"),
  SCHEMA_REGISTRY_KEYSTORE_PASSWORD(Kind.SECRET, "its password"),
  SCHEMA_REGISTRY_COMPATIBILITY("forward", "the level each subject is held to; see ADR 11"),
  SQS_QUEUE_URLS("", "comma-separated; unset = no SQS source"),
  SQS_ENDPOINT("", "for other SQS servers; credentials come from the AWS default chain"),
  AWS_REGION("", "region of the queues; unset = as the queue URLs say"),
  SQS_RECEIVERS("4", "parallel receive loops per queue"),
  WEBHOOK_PORT("", "unset = no webhook source; path POST /webhooks/canvas"),
  WEBHOOK_AUTH("signed", "signed (JWT), token (Authorization: Bearer, or ?token=) or none"),
  WEBHOOK_JWKS_URL(
      "https://8axpcl50e4.execute-api.us-east-1.amazonaws.com/main/jwks",
      "where the keys of signed webhooks are"),
  WEBHOOK_ISSUER(
      "https://live-events.canvas.instructure.com", "the issuer a signed webhook must name"),
  WEBHOOK_TOKENS(Kind.SECRET, "for token; comma-separated, several during a change"),
  WEBHOOK_MAX_BODY("2MiB", "larger is answered 413; the event inside is limited to 1MiB"),
  WEBHOOK_MAX_IN_FLIGHT("64MiB", "memory for all bodies together; more is answered 503"),
  WEBHOOK_CLOCK_SKEW("60s", "by how much the issuer's clock may differ from ours"),
  WEBHOOK_TLS_CERTIFICATE("", "PEM file with the chain; unset = HTTP; reloaded when it changes"),
  WEBHOOK_TLS_KEY("", "PEM file with the certificate's private key, unencrypted"),
  SPOOL_DIRECTORY(
      "", "a directory of the bridge's own: webhooks are kept there while the broker is away"),
  SPOOL_MAX_BYTES("1GiB", "how much the spool may hold; beyond it webhooks are answered 503"),
  SPOOL_AFTER("2s", "a broker that has not acknowledged by then is away, and the spool takes over"),
  CANVAS_DEFAULT_SHARD("1", "shard of local ids when nothing in the event tells"),
  CANVAS_SHARD_ALIASES("", "old=new,... after a shard migration"),
  DEDUPE_WINDOW("24h", "an event is remembered until max(event_time, first arrival) + this"),
  REORDER_GRACE("30s", "how long an event waits for earlier ones"),
  REORDER_MAX_SKEW("5m", "an event_time further ahead of arrival is from the future"),
  REORDER_MAX_BYTES(
      "", "most bytes of waiting events, over all raw partitions; unset = half the heap"),
  VALIDATION(
      "reject",
      "what becomes of an event that breaks its schema: reject, flag (ce_invalid) or off"),
  HISTORY_RETENTION("30d", "how far back a grade or a progress can be asked for as it was (?at=)"),
  QUERY_PORT("8080", "query API"),
  QUERY_ADVERTISED("", "host:port under which other instances reach the query API"),
  QUERY_HOST("", "address to listen on; unset = all, with QUERY_AUTH=none this machine's own"),
  QUERY_AUTH("token", "token, oidc or none (loopback only unless forced)"),
  QUERY_AUTH_NONE_FORCED("false", "true: with QUERY_AUTH=none other machines are answered too"),
  QUERY_TOKENS(Kind.SECRET, "for token; comma-separated, several during a change"),
  QUERY_HOP_SECRETS(
      Kind.SECRET,
      "signs questions between instances; comma-separated, the first signs; unset = the caller's"
          + " authorization is passed on"),
  QUERY_OIDC_ISSUER("", "for oidc: the issuer an access token must name"),
  QUERY_OIDC_AUDIENCE("", "for oidc: the audience it must name, beside the scope canvas:read"),
  QUERY_OIDC_JWKS_URL("", "where the issuer's keys are; unset = where its discovery document says"),
  QUERY_OIDC_COURSES_CLAIM(
      "", "claim with the courses a caller may see, `*` for all; unset = no such limit"),
  QUERY_OIDC_ACCOUNTS_CLAIM(
      "", "claim with the accounts whose courses a caller may see, `*` for all"),
  QUERY_OIDC_CLOCK_SKEW("60s", "by how much the issuer's clock may differ from ours"),
  QUERY_SESSION("8h", "how long a browser's session lasts"),
  QUERY_AUDIT_LOG(
      "",
      "who read students' records, JSON lines: a file, or log for the process' own; unset = none"),
  QUERY_CORS_ORIGINS("", "comma-separated; whose pages may ask from a browser; unset = nobody's"),
  MANAGEMENT_PORT("", "/health/live, /health/ready, /metrics; unset = 9090 bridge, 9091 topology");

  private enum Kind {
    PLAIN,
    SECRET
  }

  private final Kind kind;
  private final String fallback;
  private final String meaning;

  Key(String fallback, String meaning) {
    this.kind = Kind.PLAIN;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  Key(Kind kind, String meaning) {
    this.kind = kind;
    this.fallback = "";
    this.meaning = meaning;
  }

  /** What holds when the key isn't set, as one would write it; empty if it stays unset. */
  public Optional<String> fallback() {
    return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
  }

  /** One line for the operator. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value is never shown, and may be read from the file that KEY_FILE names. */
  public boolean isSecret() {
    return kind == Kind.SECRET;
  }

  /** The name of the key that names a file with the value of this one. */
  String fileKey() {
    return name() + "_FILE";
  }
}
