package org.liveevents.streams.course;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Folds in what comes by the side path, at its course. */
public final class ResolvedProcessor implements Processor<String, Hop, String, StateOutput> {

  private StoredViews views;

  @Override
  public void init(ProcessorContext<String, StateOutput> context) {
    this.views = new StoredViews(context, new Forgetting(context));
  }

  @Override
  public void process(Record<String, Hop> record) {
    Hop hop = record.value();
    if (hop.course() != null && hop.statement() != null) {
      views.fold(hop.course(), hop.statement(), hop.at());
    }
  }
}
