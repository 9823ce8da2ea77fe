package org.liveevents.streams.query;

import java.util.Set;
import org.liveevents.streams.console.RejectedLately;

/** What was rejected lately, in groups. Every instance knows all of it. */
record RejectedEndpoint(RejectedLately rejected) implements Endpoint {

  @Override
  public String path() {
    return "/v1/rejected";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  /** Its bytes are events as they came. */
  @Override
  public boolean isOfPersons() {
    return true;
  }

  @Override
  public Reply answer(Question question) {
    return Reply.json(rejected.report(), Freshness.none());
  }
}
