package org.liveevents.benchmarks.query;

import java.util.List;
import java.util.stream.IntStream;

/** The course that is asked for, with a grade for each student and assignment. */
record AskedCourse(int students, int assignments) {

  /** Its number among those of {@link Pair}. */
  static final int NUMBER = 0;

  /** How many grades there are. */
  int grades() {
    return students * assignments;
  }

  /** Questions for single grades, all over it. */
  List<String> single() {
    return IntStream.range(0, 1000)
        .mapToObj(i -> Pair.path(NUMBER, i % assignments, i * 7 % students))
        .toList();
  }

  /** The question for all of them on one page. */
  String page() {
    return "/v1/courses/" + Pair.course(NUMBER) + "/grades?limit=" + grades();
  }
}
