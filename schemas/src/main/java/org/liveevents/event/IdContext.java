package org.liveevents.event;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which shard the local ids of one event belong to. Canvas mixes global and local ids in one
 * payload; a local id takes the shard of a global id in the same event that names the same object,
 * else that of the context, of the context's account, of the root account, else the default shard.
 */
public final class IdContext {

  /** What kind of object an id names; ids of different kinds never name the same object. */
  public enum Kind {
    COURSE,
    USER,
    ACCOUNT,
    OTHER
  }

  private record Named(Kind kind, String global) {}

  private final IdRules rules;
  private final List<Named> named = new ArrayList<>(6);
  private final OptionalLong surroundingShard;

  /**
   * The context of an event.
   *
   * @param contextId the id of the page's context, whatever its type
   * @param contextAccountId the account the context belongs to
   * @param rootAccountId the installation's account
   */
  public IdContext(
      IdRules rules,
      @Nullable String contextId,
      @Nullable String contextAccountId,
      @Nullable String rootAccountId) {
    this.rules = rules;
    this.surroundingShard = firstShard(contextId, contextAccountId, rootAccountId);
  }

  /**
   * Remembers an id of this event, so that a local id of the same object finds its shard; absent
   * and local ids are ignored.
   */
  public IdContext naming(Kind kind, @Nullable String raw) {
    if (raw != null && IdRules.shardOfGlobal(raw).isPresent()) {
      named.add(new Named(kind, raw));
    }
    return this;
  }

  /** The canonical form of an id of this event. */
  public CanvasId canonical(Kind kind, String raw) {
    return rules.canonical(raw, shardFor(kind, raw));
  }

  private OptionalLong shardFor(Kind kind, String raw) {
    long local = IdRules.localPart(raw);
    if (local >= 0 && kind != Kind.OTHER) {
      for (Named other : named) {
        if (other.kind == kind && IdRules.localPart(other.global) == local) {
          return IdRules.shardOfGlobal(other.global);
        }
      }
    }
    return surroundingShard;
  }

  private static OptionalLong firstShard(@Nullable String... ids) {
    for (String id : ids) {
      if (id != null) {
        OptionalLong shard = IdRules.shardOfGlobal(id);
        if (shard.isPresent()) {
          return shard;
        }
      }
    }
    return OptionalLong.empty();
  }
}
