package org.liveevents.event;

/**
 * The id of a Canvas object in its canonical form. Canvas writes the same object as a global number
 * (shard times 10^13 plus local) or as a local one; {@link IdRules} brings both to {@code
 * shard~local}, Canvas' own short form.
 */
public sealed interface CanvasId {

  /** Global ids start here: shard 1, local 0. */
  long SHARD_SIZE = 10_000_000_000_000L;

  /** The canonical text: {@code shard~local}, or what was sent if it is no number. */
  String text();

  /** An object of a shard. */
  record Sharded(long shard, long local) implements CanvasId {

    public Sharded {
      if (shard < 0 || local < 0 || local >= SHARD_SIZE) {
        throw new IllegalArgumentException("not a shard and a local id");
      }
    }

    @Override
    public String text() {
      return shard + "~" + local;
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** An id in a form we don't know, kept as it came. */
  record Opaque(String text) implements CanvasId {

    public Opaque {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("an id is not empty");
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
