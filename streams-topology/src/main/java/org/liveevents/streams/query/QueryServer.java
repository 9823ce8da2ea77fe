package org.liveevents.streams.query;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the query API. Every error is a problem document; nothing answered is to be stored. */
public final class QueryServer implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(QueryServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 32;

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
    boolean open = settings.auth() == QuerySettings.Auth.NONE;
    return new QueryServer(
        open ? server.start(LOOPBACK, settings.port()) : server.start(settings.port()), streams);
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
    threads.setName("query");
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ServerProblems()));
    config.http.prefer405over404 = true;
    Bearer bearer = new Bearer(settings);
    Hops hops = new Hops(settings.hopSecrets(), parts.clock());
    config.routes.before(context -> admit(context, bearer, hops));
    for (Endpoint endpoint : Api.endpoints(parts, hops)) {
      config.routes.get(
          endpoint.path(), context -> write(context, answer(context, endpoint, settings)));
    }
    config.routes.get(
        CourseStream.PATH,
        context ->
            stream(context, parameters(context, CourseStream.parameters(), settings), streams));
    config.routes.exception(Refused.class, (e, context) -> refuse(context));
    config.routes.exception(
        BadQuestion.class,
        (e, context) -> problem(context, e.status(), String.valueOf(e.getMessage())));
    config.routes.exception(HttpResponseException.class, QueryServer::unanswerable);
    config.routes.exception(Exception.class, QueryServer::broken);
  }

  private static void admit(Context context, Bearer bearer, Hops hops) {
    context.header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    String hop = context.header(Hops.HEADER);
    boolean admitted =
        context.path().equals(Api.OPENAPI)
            || (hop != null && hops.isSigned(hop, target(context)))
            || bearer.accepts(authorization(context));
    if (!admitted) {
      throw new Refused();
    }
  }

  private static Reply answer(Context context, Endpoint endpoint, QuerySettings settings) {
    Parameters parameters = parameters(context, endpoint.parameters(), settings);
    return endpoint.answer(
        new Question(
            parameters,
            target(context),
            authorization(context),
            context.header(Hops.HEADER) != null));
  }

  private static String target(Context context) {
    String query = context.queryString();
    String path = context.req().getRequestURI();
    return query == null ? path : path + "?" + query;
  }

  private static Parameters parameters(Context context, Set<String> known, QuerySettings settings) {
    Parameters parameters =
        new Parameters(
            context.pathParamMap(), context.queryParamMap(), settings.ids(), settings.pages());
    parameters.allow(known);
    return parameters;
  }

  private static void stream(Context context, Parameters parameters, StreamThreads streams) {
    streams.serve(context, parameters).ifPresent(reply -> write(context, reply));
  }

  private static Optional<String> authorization(Context context) {
    return Optional.ofNullable(context.header("Authorization"));
  }

  private static void write(Context context, Reply reply) {
    context.status(reply.status()).contentType(reply.contentType()).result(reply.body());
    reply.headers().forEach(context::header);
  }

  private static void problem(Context context, int status, String detail) {
    write(context, Reply.problem(Problem.of(status, detail)));
  }

  private static void refuse(Context context) {
    context.header("WWW-Authenticate", "Bearer realm=\"live-events\"");
    problem(context, 401, "a token is needed, as Authorization: Bearer");
  }

  private static void unanswerable(HttpResponseException e, Context context) {
    switch (e.getStatus()) {
      case 404 -> problem(context, 404, "there is no such path; see " + Api.OPENAPI);
      case 405 -> {
        context.header("Allow", "GET, HEAD");
        problem(context, 405, "there is nothing to change here");
      }
      default -> problem(context, e.getStatus(), "this request can't be answered");
    }
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

  /** No token, or none of ours. */
  private static final class Refused extends RuntimeException {}
}
