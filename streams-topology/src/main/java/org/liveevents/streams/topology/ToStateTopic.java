package org.liveevents.streams.topology;

import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.liveevents.streams.course.StateChange;
import org.liveevents.topic.Topics;

/** Every view has its public topic. */
record ToStateTopic(Topics topics) implements TopicNameExtractor<String, StateChange> {

  @Override
  public String extract(String key, StateChange change, RecordContext context) {
    return topics.state(change.store());
  }

  /** As it stands in the topology's description. */
  @Override
  public String toString() {
    return "the public topic of the view";
  }
}
