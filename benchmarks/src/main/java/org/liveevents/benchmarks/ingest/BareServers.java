package org.liveevents.benchmarks.ingest;

import io.javalin.Javalin;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** HTTP servers that read a body and say 200: roofs for the webhook. */
final class BareServers {

  /** A running one. */
  record Running(int port, AutoCloseable server) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      server.close();
    }
  }

  private BareServers() {}

  /** Jetty alone, asynchronous as the webhook is. */
  static Running jetty() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.asByteArrayAsync(request, 2 * 1024 * 1024)
                .whenComplete(
                    (body, failure) -> {
                      if (failure == null) {
                        response.setStatus(200);
                        response.write(true, null, callback);
                      } else {
                        callback.failed(failure);
                      }
                    });
            return true;
          }
        });
    server.start();
    return new Running(connector.getLocalPort(), server::stop);
  }

  /** Javalin, which brings Jetty and servlets. */
  static Running javalin(String path) {
    Javalin server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.startup.showOldJavalinVersionWarning = false;
                  config.routes.post(
                      path,
                      context -> context.status(context.bodyAsBytes().length < 0 ? 500 : 200));
                })
            .start("127.0.0.1", 0);
    return new Running(server.port(), server::stop);
  }
}
