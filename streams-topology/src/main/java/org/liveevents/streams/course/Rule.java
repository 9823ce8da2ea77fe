package org.liveevents.streams.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liveevents.event.PayloadFormat;

/**
 * What some kinds of events in one format say to one view: which object they are about, and which
 * fields they set. An event sets all of its kind's fields: one that is absent is nothing.
 */
final class Rule {

  private final PayloadFormat format;
  private final List<String> names;
  private final List<Source> rest = new ArrayList<>();
  private final Map<String, Source> fields = new LinkedHashMap<>();
  private final SortedMap<String, Source> sorted = new TreeMap<>();
  private @Nullable Source condition;
  private @Nullable String objectKind;
  private @Nullable Source object;
  private boolean announces;
  private boolean announcesAgain;

  private Rule(PayloadFormat format, List<String> names) {
    this.format = format;
    this.names = names;
  }

  static Rule canvas(String... names) {
    return new Rule(PayloadFormat.CANVAS, List.of(names));
  }

  static Rule caliper(String... names) {
    return new Rule(PayloadFormat.CALIPER, List.of(names));
  }

  /** What the key holds after the course; an event without it says nothing. */
  Rule about(Source... ids) {
    rest.addAll(List.of(ids));
    return this;
  }

  Rule set(String field, Source source) {
    fields.put(field, source);
    sorted.put(field, source);
    return this;
  }

  /** Says nothing unless that is true. */
  Rule when(Source isTrue) {
    this.condition = isTrue;
    return this;
  }

  /** Whose course it is where the event doesn't name one. */
  Rule of(String kind, Source id) {
    this.objectKind = kind;
    this.object = id;
    return this;
  }

  /** The event tells the course of that object, for those that don't name it. */
  Rule naming(String kind, Source id) {
    this.announces = true;
    return of(kind, id);
  }

  /** The same of an object whose course may change. */
  Rule namingEachTime(String kind, Source id) {
    this.announcesAgain = true;
    return naming(kind, id);
  }

  PayloadFormat format() {
    return format;
  }

  List<String> names() {
    return names;
  }

  Set<String> fields() {
    return fields.keySet();
  }

  /** Every place of the payload this needs. */
  Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    rest.forEach(source -> paths.addAll(source.paths()));
    fields.values().forEach(source -> paths.addAll(source.paths()));
    if (condition != null) {
      paths.addAll(condition.paths());
    }
    if (object != null) {
      paths.addAll(object.paths());
    }
    return paths;
  }

  /** Whether the event is one of those that say something. */
  boolean applies(Values values) {
    return condition == null || Boolean.TRUE.equals(condition.of(values));
  }

  /** The key's ids after the course; null if one isn't there. */
  @Nullable List<String> rest(Values values) {
    List<String> ids = new ArrayList<>();
    for (Source source : rest) {
      Object id = source.of(values);
      if (id == null) {
        return null;
      }
      ids.add(id.toString());
    }
    return ids;
  }

  /** What is said. */
  Facts facts(Values values) {
    String[] names = new String[sorted.size()];
    @Nullable Object[] said = new Object[names.length];
    int at = 0;
    for (Map.Entry<String, Source> field : sorted.entrySet()) {
      names[at] = field.getKey();
      said[at++] = field.getValue().of(values);
    }
    return Facts.of(Stamp.of(values.event()), names, said);
  }

  /** The object whose course it is, as a directory key; null if it names none. */
  @Nullable String object(Values values) {
    Object id = object == null ? null : object.of(values);
    return id == null ? null : objectKind + ":" + id;
  }

  /** Whether its events tell the course of {@link #object}. */
  boolean announces() {
    return announces;
  }

  /** Whether they do so each time, not only when the object is new. */
  boolean announcesAgain() {
    return announcesAgain;
  }
}
