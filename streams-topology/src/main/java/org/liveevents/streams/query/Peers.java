package org.liveevents.streams.query;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks other instances, on behalf of the caller. Whoever waits for the answer also writes the
 * question and reads the answer, over a connection that is kept: each hand-over to another thread
 * would take longer than answering does.
 */
final class Peers {

  private static final Logger LOGGER = LoggerFactory.getLogger(Peers.class);
  private static final List<String> PASSED_ON = List.of(Reply.RETRY_AFTER, ETag.HEADER);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(1);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

  /** Whoever takes a stale answer has somebody else to ask. */
  private static final Duration STALE_PATIENCE = Duration.ofSeconds(1);

  /** For so long whoever takes a stale answer needn't wait for a peer that was silent. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** How many peers are asked at once beside the callers' own threads. */
  private static final int MOST_ASIDE = 16;

  private final Hops hops;
  private final Map<Address, Long> silentSince = new ConcurrentHashMap<>();
  private final ExecutorService aside = aside();

  Peers(Hops hops) {
    this.hops = hops;
  }

  /** Threads for those who ask several peers at once; if all are taken they ask by themselves. */
  private static ExecutorService aside() {
    return new ThreadPoolExecutor(
        0,
        MOST_ASIDE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "query-peers");
          thread.setDaemon(true);
          return thread;
        },
        new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** Asks a peer while the caller does something else; as {@link #ask}, never a failure. */
  CompletableFuture<Optional<Reply>> askAside(Address peer, String target, Question question) {
    return CompletableFuture.supplyAsync(() -> ask(peer, target, question), aside);
  }

  /**
   * Asks a peer.
   *
   * @return its reply as it is; empty, never a failure, if none came in time
   */
  Optional<Reply> ask(Address peer, String target, Question question) {
    if (question.isStaleAllowed() && isSilent(peer)) {
      return Optional.empty();
    }
    try {
      Reply reply = reply(connection(peer, target, question));
      silentSince.remove(peer);
      return Optional.of(reply).filter(it -> isForTheCaller(it, peer));
    } catch (IOException e) {
      return silent(peer, e);
    }
  }

  /** What is asked of another instance goes there itself. */
  private HttpURLConnection connection(Address peer, String target, Question question)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) peer.resource(target).toURL().openConnection(Proxy.NO_PROXY);
    Duration patience = question.isStaleAllowed() ? STALE_PATIENCE : ANSWER_PATIENCE;
    connection.setConnectTimeout((int) CONNECT_PATIENCE.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    hops.headers(target, question.authorization(), question.caller())
        .forEach(connection::setRequestProperty);
    return connection;
  }

  private boolean isSilent(Address peer) {
    Long since = silentSince.get(peer);
    return since != null && System.nanoTime() - since < SILENCE.toNanos();
  }

  private Optional<Reply> silent(Address peer, IOException failure) {
    if (silentSince.put(peer, System.nanoTime()) == null) {
      LOGGER.warn(
          "another instance has stopped answering peer={} error={}",
          peer,
          failure.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  /** A signature that is refused is our affair: other secrets there, or another clock. */
  private boolean isForTheCaller(Reply reply, Address peer) {
    if (reply.status() == 401 && hops.areSigned()) {
      LOGGER.warn("another instance refuses our signature peer={}", peer);
      return false;
    }
    return true;
  }

  /** Reads to the end, lest the connection be lost for the next question. */
  private static Reply reply(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    Reply reply =
        new Reply(
            status,
            Optional.ofNullable(connection.getContentType()).orElse(Problem.CONTENT_TYPE),
            body(connection, status),
            Map.of());
    for (String header : PASSED_ON) {
      String value = connection.getHeaderField(header);
      reply = value == null ? reply : reply.with(header, value);
    }
    return reply;
  }

  private static byte[] body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
