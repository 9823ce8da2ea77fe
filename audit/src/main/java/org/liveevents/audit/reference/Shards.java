package org.liveevents.audit.reference;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an installation says of shards.
 *
 * @param byDefault the shard of a local id when nothing tells
 * @param aliases old shard to new one
 */
public record Shards(long byDefault, Map<Long, Long> aliases) {

  private static final BigInteger SIZE = BigInteger.TEN.pow(13);
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  public Shards {
    aliases = Map.copyOf(aliases);
  }

  /** A number of decimal digits alone, up to 64 bits; null if it is anything else. */
  static @Nullable BigInteger number(@Nullable String id) {
    if (id == null || !id.matches("[0-9]{1,19}")) {
      return null;
    }
    BigInteger number = new BigInteger(id);
    return number.compareTo(LARGEST) > 0 ? null : number;
  }

  /** The shard of a global id; null if it isn't one. */
  static @Nullable Long shardOf(@Nullable String id) {
    BigInteger number = number(id);
    return number == null || number.compareTo(SIZE) < 0 ? null : number.divide(SIZE).longValue();
  }

  /** What a global id is within its shard. */
  static long local(String global) {
    return new BigInteger(global).mod(SIZE).longValue();
  }

  /** The canonical form of an id; a local one belongs to that shard, if one is known. */
  String canonical(String id, @Nullable Long shard) {
    BigInteger number = number(id);
    if (number != null) {
      boolean isGlobal = number.compareTo(SIZE) >= 0;
      long of = isGlobal ? number.divide(SIZE).longValue() : shard == null ? byDefault : shard;
      return aliased(of) + "~" + number.mod(SIZE);
    }
    int tilde = id.indexOf('~');
    if (tilde > 0) {
      BigInteger of = number(id.substring(0, tilde));
      BigInteger local = number(id.substring(tilde + 1));
      if (of != null && local != null && local.compareTo(SIZE) < 0) {
        return aliased(of.longValue()) + "~" + local;
      }
    }
    return id;
  }

  private long aliased(long shard) {
    return aliases.getOrDefault(shard, shard);
  }
}
