package org.liveevents.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.liveevents.event.IdRules;
import org.liveevents.streams.query.access.Caller;

class PeersTest {

  private static final String TARGET = "/v1/courses/2107~565?stale=true";

  private final Set<Integer> connections = new HashSet<>();
  private final Peers peers = new Peers(new Hops(List.of(), Clock.systemUTC()));
  private final Javalin peer =
      Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.routes.get(
                    "/v1/courses/{course}",
                    context -> {
                      connections.add(context.req().getRemotePort());
                      context
                          .status(context.pathParam("course").equals("2107~565") ? 200 : 503)
                          .header("Retry-After", "7")
                          .header("Set-Cookie", "not=ours")
                          .contentType("application/json")
                          .result("{\"hop\":\"" + context.header(Hops.HEADER) + "\"}");
                    });
              })
          .start("127.0.0.1", 0);

  @AfterEach
  void stop() {
    peer.stop();
  }

  @Test
  void tellsWhatAPeerRepliesAndNoMoreHeadersThanAreMeantForTheCaller() {
    Reply reply = ask(TARGET).orElseThrow();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"hop\":\"1\"}");
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.headers()).isEqualTo(Map.of("Retry-After", "7"));
  }

  @Test
  void keepsItsConnectionWhateverIsReplied() {
    for (int i = 0; i < 5; i++) {
      assertThat(ask(TARGET)).map(Reply::status).contains(200);
      assertThat(ask("/v1/courses/1~1")).map(Reply::status).contains(503);
    }

    assertThat(connections).hasSize(1);
  }

  @Test
  void asksAsideAsItAsksByItself() {
    List<CompletableFuture<Optional<Reply>>> asked =
        IntStream.range(0, 40)
            .mapToObj(i -> peers.askAside(address(peer.port()), TARGET, question()))
            .toList();

    assertThat(asked)
        .allSatisfy(reply -> assertThat(reply.join()).map(Reply::status).contains(200));
  }

  @Test
  void somebodyWhoDoesNotAnswerIsWaitedForNoLongerThanIsWorthIt() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(peers.ask(address(mute.getLocalPort()), TARGET, question())).isEmpty();
    }
  }

  @Test
  void nobodyListeningIsNoReply() {
    int port = peer.port();
    peer.stop();

    assertThat(peers.ask(address(port), TARGET, question())).isEmpty();
  }

  private Optional<Reply> ask(String target) {
    return peers.ask(address(peer.port()), target, question());
  }

  private static Address address(int port) {
    return new Address("127.0.0.1", port);
  }

  /** Of somebody who takes a stale answer, and so doesn't wait long. */
  private static Question question() {
    Parameters parameters =
        new Parameters(
            Map.of(),
            Map.of(Question.STALE, List.of("true")),
            IdRules.ofShard(2107),
            new PageLimits(1, 1));
    return new Question(parameters, TARGET, Optional.empty(), false, Caller.ANYBODY);
  }
}
