package org.liveevents.streams.query;

import java.util.Set;
import java.util.function.BiFunction;

/**
 * One entry of a per-course store.
 *
 * @param key the store's key from the course and the path's parameters
 */
record CourseItem<S>(String path, Stored<S> stored, BiFunction<String, Parameters, String> key)
    implements CourseQuestion {

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Reading<S> reading(String course, Parameters parameters) {
    String wanted = key.apply(course, parameters);
    return contents -> stored.one(contents, wanted);
  }
}
