package org.liveevents.streams.course;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps, on every instance, whoever is to be forgotten: by canonical id, as the topic has it. */
public final class ForgottenPersons implements Processor<String, byte[], Void, Void> {

  /** The store of those persons; every instance has all of it. */
  public static final String STORE = "forgotten-persons";

  private KeyValueStore<String, byte[]> store;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.store = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    if (record.key() != null) {
      store.put(record.key(), record.value());
    }
  }
}
