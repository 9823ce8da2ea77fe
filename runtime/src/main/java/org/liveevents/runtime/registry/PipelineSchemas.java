package org.liveevents.runtime.registry;

import java.util.ArrayList;
import java.util.List;
import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.catalogue.KnownEvent;
import org.liveevents.event.PayloadFormat;
import org.liveevents.schema.EventSchema;
import org.liveevents.schema.SchemaCatalogue;
import org.liveevents.schema.StateSchema;
import org.liveevents.topic.Topics;

/** Which topics of an installation have schemas, and which. */
public final class PipelineSchemas {

  private PipelineSchemas() {}

  /**
   * All of them, by topic. Events merely seen on the wire have that of the envelope, so that every
   * typed topic reads alike; unrecognized ones have none.
   */
  public static List<TopicSchema> of(Topics topics) {
    SchemaCatalogue catalogue = SchemaCatalogue.bundled();
    List<TopicSchema> all = new ArrayList<>();
    for (EventSchema schema : catalogue.all()) {
      all.add(new TopicSchema(topics.typed(schema.format(), schema.event()), schema.plain()));
    }
    for (KnownEvent event : EventCatalogue.bundled().all()) {
      if (catalogue.find(PayloadFormat.CANVAS, event.name().text()).isEmpty()) {
        all.add(
            new TopicSchema(
                topics.typed(PayloadFormat.CANVAS, event.name()),
                catalogue.envelope(event.name())));
      }
    }
    for (StateSchema schema : catalogue.states()) {
      all.add(new TopicSchema(topics.state(schema.store()), schema.plain()));
    }
    return List.copyOf(all);
  }
}
