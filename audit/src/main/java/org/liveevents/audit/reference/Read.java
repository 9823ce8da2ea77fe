package org.liveevents.audit.reference;

import org.jspecify.annotations.Nullable;

/**
 * What bytes are: an event, or what they are refused as.
 *
 * @param event null if it is none
 * @param code the rejection's code; empty of an event
 * @param label the name a rejection is counted under
 */
public record Read(@Nullable Event event, String code, String label) {

  static Read of(Event event) {
    return new Read(event, "", event.label());
  }

  static Read refused(String code) {
    return new Read(null, code, "none");
  }

  static Read refused(String code, String label) {
    return new Read(null, code, label);
  }
}
