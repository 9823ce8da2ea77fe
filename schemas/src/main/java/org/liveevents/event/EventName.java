package org.liveevents.event;

import java.util.regex.Pattern;

/**
 * The name of a kind of event. Only a {@linkplain #recognised recognised} name, one of the
 * catalogue, may become part of a topic name or a metric label: what senders put into the name
 * field is theirs to choose.
 *
 * @param text the name as sent, never empty
 * @param recognised whether the catalogue knows it
 */
public record EventName(String text, boolean recognised) {

  /** How unrecognised names are counted and routed. */
  public static final String UNRECOGNIZED = "unrecognized";

  /** How records without a name are counted. */
  public static final String NONE = "none";

  private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  public EventName {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an event name is not empty");
    }
  }

  /**
   * A bounded word for topics, metrics and the ledger: the name if recognised, else {@value
   * #UNRECOGNIZED}.
   */
  public String label() {
    return recognised ? text : UNRECOGNIZED;
  }

  /** The name if it is short and plain enough for a header, else {@value #UNRECOGNIZED}. */
  public String speakable() {
    return recognised || SPEAKABLE.matcher(text).matches() ? text : UNRECOGNIZED;
  }

  @Override
  public String toString() {
    return speakable();
  }
}
