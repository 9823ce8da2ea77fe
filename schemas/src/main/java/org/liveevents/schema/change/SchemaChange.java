package org.liveevents.schema.change;

/**
 * One difference between two versions of a schema.
 *
 * @param path where, such as {@code body.student_id}; empty for the schema as a whole
 * @param what for a person, in half a sentence
 */
public record SchemaChange(String path, String what, Effect effect) {

  /** Whom a difference concerns. */
  public enum Effect {
    /** Readers of the documentation: no event is judged differently. */
    WORDING,
    /** Whoever wants it: there is one more field, which may be absent. */
    ADDITION,
    /**
     * Somebody's code: who knows the earlier version may not understand new events, or who knows
     * the later one may not understand those still kept.
     */
    BREAKING
  }

  /** Whether somebody's code may break. */
  public boolean isBreaking() {
    return effect == Effect.BREAKING;
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + ": ") + what;
  }
}
