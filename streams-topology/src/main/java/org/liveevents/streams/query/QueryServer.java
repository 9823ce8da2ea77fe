package org.liveevents.streams.query;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.liveevents.streams.query.access.Access;
import org.liveevents.streams.query.access.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the query API. Every error is a problem document; nothing answered is to be stored. */
public final class QueryServer implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(QueryServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int THREADS = 32;

  /** Those that wait for the next question themselves, without the pool's queue in between. */
  private static final int RESERVED_THREADS = 16;

  private static final int GZIP_LEVEL = 4;

  private final Javalin server;
  private final StreamThreads streams;

  private QueryServer(Javalin server, StreamThreads streams) {
    this.server = server;
    this.streams = streams;
  }

  /** Starts serving. Without authorization it is for this machine alone. */
  public static QueryServer start(QuerySettings settings, QueryParts parts) {
    StreamThreads streams = new StreamThreads(new CourseStream(parts.changes()));
    Javalin server = Javalin.create(config -> configure(config, settings, parts, streams));
    Optional<String> host =
        settings.access().isLocal()
            ? settings.host().or(() -> Optional.of(LOOPBACK))
            : settings.host();
    return new QueryServer(
        host.map(name -> server.start(name, settings.port()))
            .orElseGet(() -> server.start(settings.port())),
        streams);
  }

  /** The port in use. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    streams.close();
    server.stop();
  }

  private static void configure(
      JavalinConfig config, QuerySettings settings, QueryParts parts, StreamThreads streams) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setReservedThreads(RESERVED_THREADS);
    threads.setName("query");
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ServerProblems()));
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = gzip();
    Access access = Access.of(settings.access(), settings.ids(), parts.clock());
    Hops hops = new Hops(settings.hopSecrets(), parts.clock());
    Cors cors = new Cors(settings.origins());
    Admission admission = new Admission(access, hops, settings.access().isLocal());
    config.routes.before(
        context -> {
          guard(context);
          if (!cors.answers(context)) {
            admission.admit(context);
          }
        });
    Asking asking = new Asking(settings, parts.clock());
    List<Endpoint> endpoints = Api.endpoints(parts, hops);
    for (Endpoint endpoint : endpoints) {
      config.routes.get(endpoint.path(), context -> write(context, asking.ask(context, endpoint)));
    }
    Endpoint course =
        endpoints.stream()
            .filter(endpoint -> endpoint.path().equals(CourseEndpoint.COURSE))
            .findFirst()
            .orElseThrow();
    config.routes.get(CourseStream.PATH, context -> stream(context, asking, course, streams));
    new SessionEndpoint(access).addTo(config.routes);
    new ConsoleRoutes().addTo(config.routes);
    config.routes.exception(NotAdmitted.class, (e, context) -> write(context, e.reply()));
    config.routes.exception(
        BadQuestion.class,
        (e, context) -> problem(context, e.status(), String.valueOf(e.getMessage())));
    config.routes.exception(HttpResponseException.class, QueryServer::unanswerable);
    config.routes.exception(AuditLog.Unwritable.class, QueryServer::unwritten);
    config.routes.exception(Exception.class, QueryServer::broken);
  }

  /** What is sent bit by bit isn't kept back to be packed. */
  private static CompressionStrategy gzip() {
    CompressionStrategy gzip = new CompressionStrategy(null, new Gzip(GZIP_LEVEL), null);
    List<String> excluded = new ArrayList<>(gzip.getExcludedMimeTypes());
    excluded.add("text/event-stream");
    gzip.setExcludedMimeTypes(excluded);
    return gzip;
  }

  private static void guard(Context context) {
    context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    String query = context.queryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw new BadQuestion("the query has a % that two hexadecimal digits don't follow");
    }
  }

  /** A limited caller may follow a course it may look at. */
  private static void stream(
      Context context, Asking asking, Endpoint course, StreamThreads streams) {
    Question question = asking.question(context, CourseStream.parameters());
    if (question.caller().reach().isLimited()) {
      String target = "/v1/courses/" + question.parameters().id("course");
      Reply glance = course.answer(question.at(target));
      if (glance.status() != 200) {
        write(context, glance);
        return;
      }
    }
    asking.note(CourseStream.PATH, question, 200);
    streams.serve(context, question.parameters()).ifPresent(reply -> write(context, reply));
  }

  /** The body goes out as it is; as a result it would be copied bit by bit. */
  static void write(Context context, Reply reply) {
    context.status(reply.status()).contentType(reply.contentType());
    reply.headers().forEach(context::header);
    try {
      context.outputStream().write(reply.bytes());
    } catch (IOException e) {
      LOGGER.debug("whoever asked has gone", e);
    }
  }

  private static void problem(Context context, int status, String detail) {
    write(context, Reply.problem(Problem.of(status, detail)));
  }

  private static void unanswerable(HttpResponseException e, Context context) {
    switch (e.getStatus()) {
      case 404 -> problem(context, 404, "there is no such path; see " + Api.OPENAPI);
      case 405 -> {
        boolean session = context.path().equals(SessionEndpoint.PATH);
        context.header("Allow", session ? SessionEndpoint.METHODS : "GET, HEAD");
        problem(context, 405, "there is nothing to change here");
      }
      default -> problem(context, e.getStatus(), "this request can't be answered");
    }
  }

  /** What can't be written down isn't answered. */
  private static void unwritten(AuditLog.Unwritable e, Context context) {
    LOGGER.error("the audit log can't be written: reads are refused", e);
    write(
        context,
        Reply.problem(Problem.of(503, "reads can't be written down at the moment"))
            .with(Reply.RETRY_AFTER, "10"));
  }

  /** A bug. Messages may quote stored values, which are students' records: they stay out. */
  private static void broken(Exception e, Context context) {
    StackTraceElement[] stack = e.getStackTrace();
    LOGGER.error(
        "a question could not be answered endpoint={} error={} at={}",
        context.endpoint().path,
        e.getClass().getName(),
        stack.length == 0 ? "" : stack[0]);
    problem(context, 500, "an error on our side; it is in the log");
  }
}
