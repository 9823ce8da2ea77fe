package org.liveevents.streams.query;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liveevents.streams.query.access.Access;
import org.liveevents.streams.query.access.Caller;
import org.liveevents.streams.query.access.Credentials;
import org.liveevents.streams.query.access.Verdict;

/** Lets a request in, or says why not, before any endpoint sees it. */
final class Admission {

  private static final String ADMITTED = "admitted";
  private static final Pattern PORT = Pattern.compile(":\\d*$");
  private static final String CHALLENGE = "WWW-Authenticate";

  private final Access access;
  private final Hops hops;
  private final boolean local;

  /**
   * The admission of one server.
   *
   * @param hops tell who asked another instance, which asks here
   * @param local whether callers of this machine alone are answered, unasked who they are
   */
  Admission(Access access, Hops hops, boolean local) {
    this.access = access;
    this.hops = hops;
    this.local = local;
  }

  /** Returns if the request is admitted. */
  void admit(Context context) {
    if (local && !isOurName(context)) {
      throw new NotAdmitted(problem(421, "this is answered to this machine alone, by its name"));
    }
    if (context.path().equals(Api.OPENAPI) || ConsoleRoutes.has(context.path())) {
      return;
    }
    Optional<Caller> elsewhere =
        hops.caller(
            context.header(Hops.HEADER), context.header(Hops.CALLER), Asking.target(context));
    context.attribute(
        ADMITTED,
        elsewhere
            .map(caller -> new Verdict.Admitted(caller, Optional.empty()))
            .orElseGet(() -> judged(context)));
  }

  private Verdict.Admitted judged(Context context) {
    return access
        .judge(credentials(context))
        .fold(
            admitted -> admitted,
            refused -> {
              throw new NotAdmitted(refused());
            },
            forbidden -> {
              throw new NotAdmitted(forbidden(forbidden.lack()));
            },
            unavailable -> {
              throw new NotAdmitted(
                  problem(503, "the issuer's keys can't be had at the moment")
                      .with(Reply.RETRY_AFTER, "5"));
            });
  }

  /** Who was admitted. */
  static Verdict.Admitted admitted(Context context) {
    Verdict.Admitted admitted = context.attribute(ADMITTED);
    if (admitted == null) {
      throw new IllegalStateException("nobody was asked who it is");
    }
    return admitted;
  }

  /** Who asks; of what is open to everybody, anybody. */
  static Caller caller(Context context) {
    Verdict.Admitted admitted = context.attribute(ADMITTED);
    return admitted == null ? Caller.ANYBODY : admitted.caller();
  }

  /** What the request shows of who sends it. */
  static Credentials credentials(Context context) {
    return new Credentials(
        Optional.ofNullable(context.header("Authorization")),
        Optional.ofNullable(context.cookie(SessionEndpoint.COOKIE)));
  }

  /**
   * A page of another site may have had its name resolved to this machine (DNS rebinding); it then
   * asks for that name.
   */
  private static boolean isOurName(Context context) {
    String host = context.host();
    return host == null || Address.isLoopback(PORT.matcher(host).replaceFirst(""));
  }

  private Reply refused() {
    return problem(401, "a token is needed, as Authorization: Bearer")
        .with(CHALLENGE, access.challenge());
  }

  private Reply forbidden(String lack) {
    return problem(403, "the token lacks " + lack)
        .with(CHALLENGE, access.challenge() + ", error=\"insufficient_scope\"");
  }

  private static Reply problem(int status, String detail) {
    return Reply.problem(Problem.of(status, detail));
  }
}
