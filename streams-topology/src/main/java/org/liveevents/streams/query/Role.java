package org.liveevents.streams.query;

import com.fasterxml.jackson.annotation.JsonProperty;

/** In which role an instance answered for a partition. */
public enum Role {
  /** It processes the partition. */
  @JsonProperty("active")
  ACTIVE,
  /** It keeps a copy that may be behind. */
  @JsonProperty("standby")
  STANDBY
}
