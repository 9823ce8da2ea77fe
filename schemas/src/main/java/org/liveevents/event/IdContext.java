package org.liveevents.event;

import java.util.Arrays;
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

  private static final int SURROUNDINGS = 3;

  private final IdRules rules;

  /** The ids told so far and of what kind they are; the surroundings first, in their order. */
  private @Nullable String[] told = new String[8];

  private Kind[] kinds = new Kind[8];
  private int count = SURROUNDINGS;

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
    told[0] = contextId;
    told[1] = contextAccountId;
    told[2] = rootAccountId;
  }

  /**
   * Remembers an id of this event, so that a local id of the same object finds its shard; absent
   * and local ids are ignored.
   */
  public IdContext naming(Kind kind, @Nullable String raw) {
    if (raw != null) {
      if (count == told.length) {
        told = Arrays.copyOf(told, 2 * count);
        kinds = Arrays.copyOf(kinds, 2 * count);
      }
      told[count] = raw;
      kinds[count++] = kind;
    }
    return this;
  }

  /** The canonical form of an id of this event. */
  public CanvasId canonical(Kind kind, String raw) {
    long number = IdRules.number(raw);
    boolean local = number >= 0 && number < CanvasId.SHARD_SIZE;
    return rules.canonical(raw, number, local ? shardFor(kind, number) : OptionalLong.empty());
  }

  /** Looked for only when a local id asks: most ids are global. */
  private OptionalLong shardFor(Kind kind, long local) {
    for (int i = SURROUNDINGS; i < count && kind != Kind.OTHER; i++) {
      long global = kinds[i] == kind ? global(told[i]) : -1;
      if (global >= 0 && global % CanvasId.SHARD_SIZE == local) {
        return OptionalLong.of(global / CanvasId.SHARD_SIZE);
      }
    }
    for (int i = 0; i < SURROUNDINGS; i++) {
      long global = global(told[i]);
      if (global >= 0) {
        return OptionalLong.of(global / CanvasId.SHARD_SIZE);
      }
    }
    return OptionalLong.empty();
  }

  /** A global id as a number, or -1 if it is anything else. */
  private static long global(@Nullable String raw) {
    long number = raw == null ? -1 : IdRules.number(raw);
    return number >= CanvasId.SHARD_SIZE ? number : -1;
  }
}
