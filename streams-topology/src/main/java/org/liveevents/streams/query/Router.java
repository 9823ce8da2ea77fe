package org.liveevents.streams.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.liveevents.streams.course.StateJson;

/** Brings a question to the instance that holds its partition, with one hop at most. */
final class Router {

  private static final String ELSEWHERE = "it is held by another instance by now";
  private static final String NOWHERE = "nobody holds it at the moment";
  private static final String UNKNOWN = "it is not known yet who holds it";

  private final Ownership ownership;
  private final LocalStores stores;
  private final Peers peers;

  Router(Ownership ownership, LocalStores stores, Peers peers) {
    this.ownership = ownership;
    this.stores = stores;
    this.peers = peers;
  }

  /**
   * Answers from here, or passes on what the owner replies; where staleness is allowed and the
   * owner has no answer, from a copy.
   */
  Reply route(Question question, OptionalInt partition, Reading<?> reading) {
    if (partition.isEmpty()) {
      return Replies.of(Answer.notReady(UNKNOWN));
    }
    int held = partition.getAsInt();
    Reply reply =
        ownership
            .owner(held)
            .fold(
                () -> Replies.of(stores.read(held, reading)),
                peer -> pass(question, peer),
                () -> Replies.of(Answer.notReady(NOWHERE)));
    return question.isStaleAllowed() && reply.isRetriable()
        ? copied(question, held, reading, reply)
        : reply;
  }

  private Reply copied(Question question, int partition, Reading<?> reading, Reply otherwise) {
    for (Owner holder : ownership.copies(partition)) {
      Reply reply =
          holder.fold(
              () -> Replies.of(stores.readCopy(partition, reading)),
              peer -> pass(question, peer),
              () -> otherwise);
      if (!reply.isRetriable()) {
        return reply;
      }
    }
    return otherwise;
  }

  /**
   * Reads one partition, here or through its owner.
   *
   * @param target what to ask the owner for that
   * @param type of the owner's answer
   * @param local makes the same of what is read here
   */
  <T, W extends Wire> Answer<W> read(
      Question question,
      int partition,
      Reading<T> reading,
      BiFunction<T, Freshness, W> local,
      String target,
      Class<W> type) {
    Answer<W> answer =
        ownership
            .owner(partition)
            .fold(
                () -> stores.read(partition, reading).map(local),
                peer -> ask(question, peer, target, type).join(),
                () -> Answer.notReady(NOWHERE));
    if (!question.isStaleAllowed() || answer.isKnown()) {
      return answer;
    }
    return ownership.copies(partition).stream()
        .map(
            holder ->
                holder.<Answer<W>>fold(
                    () -> stores.readCopy(partition, reading).map(local),
                    peer -> ask(question, peer, target, type).join(),
                    () -> answer))
        .filter(Answer::isKnown)
        .findFirst()
        .orElse(answer);
  }

  /**
   * Asks a peer something of our own, and reads its answer.
   *
   * @return never failed; unreachable if the peer didn't answer with what was asked for
   */
  <W extends Wire> CompletableFuture<Answer<W>> ask(
      Question question, Address peer, String target, Class<W> type) {
    if (question.isHop()) {
      return CompletableFuture.completedFuture(Answer.notReady(ELSEWHERE));
    }
    return peers
        .askAside(peer, target, question)
        .thenApply(
            reply ->
                reply
                    .filter(it -> it.status() == 200)
                    .flatMap(it -> parse(it.bytes(), type))
                    .<Answer<W>>map(value -> new Answer.Found<>(value, value.freshness()))
                    .orElseGet(() -> Answer.unreachable(peer)));
  }

  /**
   * Asks all peers among those owners the same, at once, while this instance answers for itself.
   *
   * @param here what this instance has to say
   * @return its answer first; of each peer one, as of {@link #ask}
   */
  <W extends Wire> List<Answer<W>> askAll(
      Question question,
      Stream<Owner> owners,
      String target,
      Class<W> type,
      Supplier<Answer<W>> here) {
    List<CompletableFuture<Answer<W>>> asked =
        owners
            .flatMap(owner -> owner.fold(Stream::<Address>empty, Stream::of, Stream::empty))
            .distinct()
            .map(peer -> ask(question, peer, target, type))
            .toList();
    List<Answer<W>> answers = new ArrayList<>(List.of(here.get()));
    asked.forEach(answer -> answers.add(answer.join()));
    return answers;
  }

  private Reply pass(Question question, Address peer) {
    if (question.isHop()) {
      return Replies.of(Answer.notReady(ELSEWHERE));
    }
    return peers
        .ask(peer, question.target(), question)
        .orElseGet(() -> Replies.of(Answer.unreachable(peer)));
  }

  private static <T> Optional<T> parse(byte[] json, Class<T> type) {
    try {
      return Optional.of(StateJson.mapper().readValue(json, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
