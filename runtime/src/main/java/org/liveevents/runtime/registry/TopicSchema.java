package org.liveevents.runtime.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The schema of the values of one topic. The document is shared: nobody changes it.
 *
 * @param schema self-contained, in standard keywords
 */
public record TopicSchema(String topic, ObjectNode schema) {

  /** Its name in the registry, by the rule that consumers have by default (TopicNameStrategy). */
  public String subject() {
    return topic + "-value";
  }
}
