package org.liveevents.benchmarks.query;

import io.javalin.Javalin;

/** A bare server that answers everything with the same text, without looking. */
final class Hello implements AutoCloseable {

  private final Javalin server;

  /** Starts one. */
  Hello(String text) {
    this.server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.startup.showOldJavalinVersionWarning = false;
                  config.routes.get(
                      "/*", context -> context.contentType("application/json").result(text));
                })
            .start("127.0.0.1", 0);
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
