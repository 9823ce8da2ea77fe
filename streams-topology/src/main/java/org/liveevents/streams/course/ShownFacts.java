package org.liveevents.streams.course;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A view's value, as it lies in the store.
 *
 * @param ids what the key is made of, the course first
 */
record ShownFacts(ValueLayout layout, List<String> ids, Facts facts) implements Shown {

  @Override
  public @Nullable String text(String field) {
    int place = layout.placeInKey(field);
    if (place >= 0) {
      return ids.get(place);
    }
    return layout.isSaid(field)
        ? facts.text(field)
        : layout.show(ids, facts).path(field).asText(null);
  }

  @Override
  public @Nullable Instant eventTime() {
    if (layout.isStamped()) {
      return facts.latest().map(stamp -> Instant.ofEpochMilli(stamp.time())).orElse(null);
    }
    String time = facts.text(AnyEvent.LAST_EVENT_TIME);
    return time == null ? null : Instant.parse(time);
  }

  @Override
  public void write(JsonGenerator json, Map<String, @Nullable String> instead) throws IOException {
    layout.write(json, ids, facts, instead);
  }
}
