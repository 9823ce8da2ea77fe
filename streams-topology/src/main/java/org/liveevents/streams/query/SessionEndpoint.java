package org.liveevents.streams.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.query.access.Access;
import org.liveevents.streams.query.access.Credentials;
import org.liveevents.streams.query.access.Verdict;

/**
 * A browser's session: a token, shown once, becomes a cookie that no script can read and that is
 * sent to no other site. Opening needs a header that only a page of ours can set, so nobody else's
 * page opens or ends one.
 */
final class SessionEndpoint {

  static final String PATH = "/v1/session";

  static final String COOKIE = "live-events-session";

  /** All methods it knows. */
  static final String METHODS = "GET, HEAD, POST, DELETE";

  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final Access access;

  SessionEndpoint(Access access) {
    this.access = access;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH, plain(context -> tell(context, Optional.empty())));
    routes.post(PATH, plain(this::open));
    routes.delete(PATH, plain(this::end));
  }

  /** There are no parameters: a token in a query would end in a log on its way. */
  private static Handler plain(Handler handler) {
    return context -> {
      if (!context.queryParamMap().isEmpty()) {
        throw new BadQuestion("there are no parameters here");
      }
      handler.handle(context);
    };
  }

  /**
   * Who asks.
   *
   * @param limited whether there are courses the caller may not see
   * @param expiresAt when the session or token ends; null if it doesn't
   */
  record Shown(String caller, boolean limited, @Nullable Instant expiresAt) {}

  private void open(Context context) {
    refuseOthersPages(context);
    Credentials credentials = Admission.credentials(context);
    Verdict.Admitted admitted = Admission.admitted(context);
    Optional<Access.Session> session = access.open(credentials, admitted);
    if (session.isEmpty() && admitted.until().isPresent()) {
      throw new BadQuestion("the token is too long for a cookie, or none was shown");
    }
    session.ifPresent(opened -> context.cookie(cookie(context, opened.ticket(), seconds(opened))));
    tell(context, session.map(Access.Session::until));
  }

  private void end(Context context) {
    refuseOthersPages(context);
    access.end(Admission.credentials(context), Admission.admitted(context));
    context.cookie(cookie(context, "", 0));
    context.status(204);
  }

  private static void tell(Context context, Optional<Instant> until) {
    Verdict.Admitted admitted = Admission.admitted(context);
    Shown shown =
        new Shown(
            admitted.caller().name(),
            admitted.caller().reach().isLimited(),
            until.or(admitted::until).orElse(null));
    QueryServer.write(context, Reply.json(shown));
  }

  /** Browsers say whose page asks; what doesn't is no browser, and holds no cookies. */
  private static void refuseOthersPages(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null && !OWN_PAGES.contains(site)) {
      throw new BadQuestion(403, "sessions are for pages of this server");
    }
  }

  private static int seconds(Access.Session session) {
    return Math.toIntExact(Math.max(1, session.left().toSeconds()));
  }

  /** Only over HTTPS, where it was opened so; the proxy before us tells. */
  private static Cookie cookie(Context context, String value, int seconds) {
    boolean secure =
        context.scheme().equals("https") || "https".equals(context.header("X-Forwarded-Proto"));
    return new Cookie(COOKIE, value, "/", seconds, secure, true, null, SameSite.STRICT);
  }
}
