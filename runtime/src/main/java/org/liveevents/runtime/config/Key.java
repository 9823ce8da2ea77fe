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
  CANVAS_DEFAULT_SHARD("1", "shard of local ids when nothing in the event tells"),
  CANVAS_SHARD_ALIASES("", "old=new,... after a shard migration"),
  DEDUPE_WINDOW("24h", "an event is remembered until max(event_time, first arrival) + this"),
  REORDER_GRACE("30s", "how long an event waits for earlier ones"),
  REORDER_MAX_SKEW("5m", "an event_time further ahead of arrival is from the future"),
  REORDER_MAX_BYTES(
      "", "most bytes of waiting events, over all raw partitions; unset = half the heap"),
  QUERY_PORT("8080", "query API"),
  QUERY_ADVERTISED("", "host:port under which other instances reach the query API"),
  QUERY_AUTH("token", "token or none (loopback only)"),
  QUERY_TOKENS(Kind.SECRET, "for token; comma-separated, several during a change"),
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
