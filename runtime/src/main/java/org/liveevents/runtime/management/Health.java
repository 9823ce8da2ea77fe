package org.liveevents.runtime.management;

/** A part of the process that can say how it is. Asked often: answers at once, from memory. */
public interface Health {

  /** The part's name, in kebab-case. */
  String name();

  /** How it is now. */
  Condition condition();

  /** What a part's condition means for the process. */
  enum State {
    /** It does its work. */
    READY,
    /** It does its work, but somebody should look before it can't. */
    WARNING,
    /** It can't work at the moment, and may recover by itself. */
    NOT_READY,
    /** It will not recover without a restart. */
    DEAD
  }

  /**
   * How a part is.
   *
   * @param reason a sentence for the operator; empty when all is well
   */
  record Condition(State state, String reason) {

    private static final Condition READY = new Condition(State.READY, "");

    /** All is well. */
    public static Condition ready() {
      return READY;
    }

    /** Yes, but somebody should look, for that reason. */
    public static Condition warning(String reason) {
      return new Condition(State.WARNING, reason);
    }

    /** Whether it does its work. */
    public boolean isReady() {
      return state == State.READY || state == State.WARNING;
    }

    /** Not now, for that reason. */
    public static Condition notReady(String reason) {
      return new Condition(State.NOT_READY, reason);
    }

    /** Not any more, for that reason. */
    public static Condition dead(String reason) {
      return new Condition(State.DEAD, reason);
    }
  }
}
