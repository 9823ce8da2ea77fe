package org.liveevents.streams.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import org.liveevents.streams.console.ConsoleFiles;
import org.liveevents.streams.console.ConsoleFiles.ConsoleFile;

/**
 * Serves the console. Its files are open to everybody: they hold no data; whatever the page shows
 * it asks of the API, as whoever looks at it.
 */
final class ConsoleRoutes {

  private static final String ROOT = "/";
  private static final String FOLDER = "/console/";
  private static final String FILE = "file";

  /**
   * Scripts, styles and data come from here alone, nothing is written into the page as markup, and
   * nobody frames it.
   */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-cache");

  private final ConsoleFiles files = new ConsoleFiles();

  /** Whether that path is one of the console's. */
  static boolean has(String path) {
    return path.equals(ROOT) || path.startsWith(FOLDER);
  }

  void addTo(RoutesConfig routes) {
    routes.get(ROOT, context -> serve(context, ConsoleFiles.PAGE));
    routes.get(FOLDER + "<" + FILE + ">", context -> serve(context, context.pathParam(FILE)));
  }

  private void serve(Context context, String name) {
    ConsoleFile file = files.find(name).orElseThrow(NotFoundResponse::new);
    HEADERS.forEach(context::header);
    context.header("ETag", file.etag());
    if (file.etag().equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(file.contentType()).result(file.content().bytes());
    }
  }
}
