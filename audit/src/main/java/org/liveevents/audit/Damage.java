package org.liveevents.audit;

/** What can be wrong. */
public enum Damage {
  LOST("lost", "a raw record whose event, or rejection, is nowhere"),
  TWICE("twice", "an event, or a rejection, more often than it came"),
  INVENTED("invented", "a record that no raw record accounts for"),
  OUT_OF_ORDER("out of order", "an event behind a later one of its scope, not marked late"),
  WRONG_RECORD("wrong record", "key, header, bytes, timestamp or topic are not the event's"),
  WRONG_SCOPE("wrong scope", "a raw record whose key is not its event's scope"),
  WRONG_REJECTION("wrong rejection", "an event refused without cause, or under another code"),
  WRONG_STATE("wrong state", "a state value that the events don't come to"),
  WRONG_LEDGER("wrong ledger", "books that don't say what is in the topics");

  private final String words;
  private final String meaning;

  Damage(String words, String meaning) {
    this.words = words;
    this.meaning = meaning;
  }

  /** A few words for a table. */
  public String words() {
    return words;
  }

  /** A sentence for who wonders. */
  public String meaning() {
    return meaning;
  }
}
