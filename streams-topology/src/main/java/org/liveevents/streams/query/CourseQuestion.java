package org.liveevents.streams.query;

import java.util.Set;

/**
 * A question about one course. It is answered from the course's partition alone, wherever that is.
 */
interface CourseQuestion {

  /** The path, beginning with {@link CourseEndpoint#COURSE}. */
  String path();

  /** The query parameters it knows. */
  Set<String> parameters();

  /** Whether the answer holds students' records. */
  boolean isOfPersons();

  /**
   * What is to be read.
   *
   * @param course canonical id
   */
  Reading<?> reading(String course, Parameters parameters);
}
