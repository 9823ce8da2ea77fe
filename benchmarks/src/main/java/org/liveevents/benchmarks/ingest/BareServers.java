package org.liveevents.benchmarks.ingest;

import io.javalin.Javalin;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** HTTP servers that read a body and say 200: roofs for the webhook. */
final class BareServers {

  /** A running one. */
  record Running(int port, Runnable server) implements AutoCloseable {
    @Override
    public void close() {
      server.run();
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
            Content.Source.consumeAll(
                request,
                Callback.from(
                    InvocationType.NON_BLOCKING,
                    () -> {
                      response.setStatus(200);
                      response.write(true, null, callback);
                    },
                    callback::failed));
            return true;
          }
        });
    server.start();
    return new Running(connector.getLocalPort(), () -> LifeCycle.stop(server));
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
                      context -> {
                        byte[] body = context.bodyAsBytes();
                        context.status(body.length > 0 ? 200 : 400);
                      });
                })
            .start("127.0.0.1", 0);
    return new Running(server.port(), server::stop);
  }
}
