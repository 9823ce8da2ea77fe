package org.liveevents.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft-07) of the values of one state topic, as one document that refers to
 * nothing outside itself; {@code x-state} names the store and the form of its keys. Immutable: each
 * call hands out a copy.
 */
public final class StateSchema {

  private final String store;
  private final ObjectNode document;

  StateSchema(String store, ObjectNode document) {
    this.store = store;
    this.document = document;
  }

  /** The name of the store, and the last part of its topic. */
  public String store() {
    return store;
  }

  /** The whole schema with our annotations ({@code x-...}), for generators and documents. */
  public ObjectNode annotated() {
    return document.deepCopy();
  }

  /** The schema in standard keywords alone, for registries and validators. */
  public ObjectNode plain() {
    return EventSchema.plain(document);
  }

  @Override
  public String toString() {
    return "state/" + store;
  }
}
