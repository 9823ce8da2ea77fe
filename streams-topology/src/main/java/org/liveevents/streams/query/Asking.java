package org.liveevents.streams.query;

import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.liveevents.streams.query.access.AuditLog;
import org.liveevents.streams.query.access.ReadNote;

/** Makes questions of requests, asks them, and writes down whose records they were about. */
final class Asking {

  private final QuerySettings settings;
  private final AuditLog audit;
  private final InstantSource clock;

  Asking(QuerySettings settings, InstantSource clock) {
    this.settings = settings;
    this.audit = settings.access().audit().open();
    this.clock = clock;
  }

  /** What the endpoint answers to that request. */
  Reply ask(Context context, Endpoint endpoint) {
    Question question = question(context, endpoint.parameters());
    if (question.caller().reach().isLimited() && !endpoint.keepsLimits()) {
      throw new BadQuestion(403, "the token reaches courses alone");
    }
    Reply reply = endpoint.answer(question);
    if (endpoint.isOfPersons()) {
      note(endpoint.path(), question, reply.status());
    }
    return reply.unless(Optional.ofNullable(context.header("If-None-Match")));
  }

  /** The question a request asks, with no other parameters than those. */
  Question question(Context context, Set<String> known) {
    Parameters parameters =
        new Parameters(
            context.pathParamMap(), context.queryParamMap(), settings.ids(), settings.pages());
    parameters.allow(known);
    return new Question(
        parameters,
        target(context),
        Admission.credentials(context).forwarded(),
        context.header(Hops.HEADER) != null,
        Admission.caller(context));
  }

  /** Writes down that students' records were asked for. */
  void note(String path, Question question, int status) {
    audit.note(
        () ->
            new ReadNote(
                clock.instant(),
                question.caller(),
                path,
                question.parameters().asked(),
                status,
                question.isHop()));
  }

  /** Path and query as they came. */
  static String target(Context context) {
    String query = context.queryString();
    String path = context.req().getRequestURI();
    return query == null ? path : path + "?" + query;
  }
}
