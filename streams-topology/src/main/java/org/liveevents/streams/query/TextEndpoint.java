package org.liveevents.streams.query;

import java.util.Set;

/** A text that stays the same as long as the process runs. */
record TextEndpoint(String path, String contentType, String text) implements Endpoint {

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Reply answer(Question question) {
    return Reply.text(contentType, text);
  }
}
