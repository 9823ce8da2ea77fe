package org.liveevents.event;

/**
 * The unit of order, and the key of every topic: the course an event belongs to, else the user it
 * is about, else the account, else the event alone.
 */
public sealed interface Scope {

  /** The key as text, such as {@code course:2107~565}. */
  String key();

  /** A course. */
  record Course(CanvasId id) implements Scope {
    @Override
    public String key() {
      return "course:" + id.text();
    }
  }

  /** A user: whom the event is about, else who acted. */
  record User(CanvasId id) implements Scope {
    @Override
    public String key() {
      return "user:" + id.text();
    }
  }

  /** An account. */
  record Account(CanvasId id) implements Scope {
    @Override
    public String key() {
      return "account:" + id.text();
    }
  }

  /** Nothing but the event itself. */
  record None(EventId event) implements Scope {
    @Override
    public String key() {
      return "none:" + event;
    }
  }
}
