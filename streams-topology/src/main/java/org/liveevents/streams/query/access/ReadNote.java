package org.liveevents.streams.query.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That somebody asked for students' records; nothing of what the records say.
 *
 * @param time when
 * @param caller who
 * @param endpoint what, as the description of the API has it
 * @param asked whose, and which: path and query parameters, ids canonical
 * @param status what came of it
 * @param hop whether it was passed on by another instance, which has noted it too
 */
@JsonInclude(Include.NON_EMPTY)
public record ReadNote(
    Instant time,
    String caller,
    String endpoint,
    SortedMap<String, String> asked,
    int status,
    boolean hop) {

  public ReadNote(
      Instant time,
      Caller caller,
      String endpoint,
      Map<String, String> asked,
      int status,
      boolean hop) {
    this(time, caller.name(), endpoint, new TreeMap<>(asked), status, hop);
  }
}
