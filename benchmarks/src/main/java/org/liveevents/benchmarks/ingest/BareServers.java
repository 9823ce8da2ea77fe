package org.liveevents.benchmarks.ingest;

import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferSerializer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.liveevents.bridge.kafka.ProducerSettings;
import org.liveevents.quickstart.embedded.EmbeddedKafka;

/** HTTP servers that read a body and say 200: roofs for the webhook. */
final class BareServers {

  /** A running one. */
  record Running(int port, Runnable server) implements AutoCloseable {
    @Override
    public void close() {
      server.run();
    }
  }

  private static final int PARTITIONS = 12;

  private BareServers() {}

  /** Jetty alone, asynchronous as the webhook is. */
  static Running jetty() throws Exception {
    return jetty(
        (request, response, callback) ->
            Content.Source.consumeAll(
                request,
                Callback.from(
                    Invocable.InvocationType.NON_BLOCKING,
                    () -> answer(response, null, callback),
                    callback::failed)));
  }

  private static void answer(Response response, @Nullable Exception failure, Callback callback) {
    response.setStatus(failure == null ? 200 : 503);
    response.write(true, null, callback);
  }

  /** What is done with a request. */
  private interface Taker {
    void take(Request request, Response response, Callback callback);
  }

  private static Running jetty(Taker taker) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            taker.take(request, response, callback);
            return true;
          }
        });
    server.start();
    return new Running(connector.getLocalPort(), () -> LifeCycle.stop(server));
  }

  /**
   * Jetty alone with a producer of the bridge's settings: each body to one topic as it came, unread
   * and without a key, so in as few batches as can be; the broker's acknowledgement brings the 200.
   * What a webhook that stores before it answers will hardly surpass on these cores.
   */
  static Running storing(EmbeddedKafka kafka) throws Exception {
    Map<String, Object> settings = ProducerSettings.of(Map.of(), true);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic("bare", PARTITIONS, (short) 1))).all().get();
    }
    Producer<byte[], ByteBuffer> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteBufferSerializer());
    Running jetty =
        jetty(
            (request, response, callback) ->
                Content.Source.asByteBuffer(
                    request,
                    Promise.from(
                        body -> {
                          var unused =
                              producer.send(
                                  new ProducerRecord<>("bare", body),
                                  (stored, failure) -> answer(response, failure, callback));
                        },
                        callback::failed)));
    return new Running(
        jetty.port(),
        () -> {
          jetty.close();
          producer.close();
        });
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
