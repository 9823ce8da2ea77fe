package org.liveevents.event;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Shard arithmetic, in one place. Numbers never pass through a double: global ids exceed 2^53.
 *
 * @param defaultShard the shard of a local id when nothing tells
 * @param shardAliases old shard to new shard, after a shard migration; applied last
 */
public record IdRules(long defaultShard, Map<Long, Long> shardAliases) {

  /** Global ids of later shards don't fit a signed 64-bit integer. */
  private static final long LAST_SHARD = Long.MAX_VALUE / CanvasId.SHARD_SIZE;

  public IdRules {
    if (defaultShard < 1 || defaultShard > LAST_SHARD) {
      throw new IllegalArgumentException("the default shard is from 1 to " + LAST_SHARD);
    }
    shardAliases = Map.copyOf(shardAliases);
    if (!shardAliases.values().stream().allMatch(shard -> shard >= 0 && shard <= LAST_SHARD)) {
      throw new IllegalArgumentException("a shard alias is from 0 to " + LAST_SHARD);
    }
  }

  /** Rules for an installation on that shard, without aliases. */
  public static IdRules ofShard(long defaultShard) {
    return new IdRules(defaultShard, Map.of());
  }

  /**
   * The canonical form of an id as sent: a global number, a local number, {@code shard~local}, or
   * anything else, which is kept as text.
   *
   * @param raw the id as sent, not empty
   * @param localShard the shard a local number belongs to, or empty for the default shard
   */
  public CanvasId canonical(String raw, OptionalLong localShard) {
    return canonical(raw, number(raw), localShard);
  }

  /** The same of an id whose {@link #number} is known. */
  CanvasId canonical(String raw, long number, OptionalLong localShard) {
    if (number >= CanvasId.SHARD_SIZE) {
      return sharded(number / CanvasId.SHARD_SIZE, number % CanvasId.SHARD_SIZE);
    }
    if (number >= 0) {
      return sharded(localShard.orElse(defaultShard), number);
    }
    int tilde = raw.indexOf('~');
    if (tilde > 0) {
      long shard = number(raw, 0, tilde);
      long local = number(raw, tilde + 1, raw.length());
      if (shard >= 0 && local >= 0 && local < CanvasId.SHARD_SIZE) {
        return sharded(shard, local);
      }
    }
    return new CanvasId.Opaque(raw);
  }

  private CanvasId sharded(long shard, long local) {
    return new CanvasId.Sharded(shardAliases.getOrDefault(shard, shard), local);
  }

  /** A decimal id, global or local, as a number, or -1 if the text is anything else. */
  static long number(String raw) {
    return number(raw, 0, raw.length());
  }

  /** Decimal digits that fit a signed 64-bit integer, or -1. */
  private static long number(String text, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > 19) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit; // of 19 digits one too many makes it negative
    }
    return number < 0 ? -1 : number;
  }
}
