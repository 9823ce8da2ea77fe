package org.liveevents.benchmarks.corpus;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which kinds of event come how often. People reading pages make up most of the feed, handing in
 * and grading most of the rest; the weights are a guess at a university in term, stated here so
 * that they can be argued with.
 */
final class Mix {

  /** A sample, by its path below {@code org/liveevents/samples}, and its share in parts. */
  private record Share(String sample, int parts) {}

  private static final List<Share> SHARES =
      List.of(
          new Share("canvas/asset_accessed", 140),
          new Share("canvas-asset_accessed/attachment", 80),
          new Share("canvas-asset_accessed/wiki_page", 80),
          new Share("canvas-asset_accessed/course-modules", 80),
          new Share("canvas-asset_accessed/course-grades", 40),
          new Share("canvas/logged_in", 40),
          new Share("canvas/logged_out", 20),
          new Share("canvas/submission_created", 60),
          new Share("canvas/submission_updated", 80),
          new Share("canvas/submission_comment_created", 20),
          new Share("canvas/grade_change", 90),
          new Share("canvas/course_grade_change", 40),
          new Share("canvas/course_progress", 40),
          new Share("canvas/course_completed", 5),
          new Share("canvas/quiz_submitted", 25),
          new Share("canvas/discussion_entry_created", 20),
          new Share("canvas/discussion_topic_created", 5),
          new Share("canvas/assignment_updated", 10),
          new Share("canvas/assignment_created", 5),
          new Share("canvas/wiki_page_updated", 10),
          new Share("canvas/enrollment_updated", 10),
          new Share("canvas/enrollment_created", 5),
          new Share("canvas/enrollment_state_updated", 5),
          new Share("canvas/module_item_updated", 5),
          new Share("canvas/user_updated", 5),
          new Share("canvas/quizzes.quiz_session_submitted", 5),
          new Share("canvas/attachment_created", 10),
          new Share("canvas/course_updated", 4),
          new Share("canvas/syllabus_updated", 1),
          new Share("caliper/asset_accessed", 30),
          new Share("caliper/logged_in", 10),
          new Share("caliper/submission_created", 5),
          new Share("caliper/grade_change", 5));

  private final List<Template> templates;
  private final int[] upTo;

  Mix() {
    templates = SHARES.stream().map(share -> Template.of(share.sample)).toList();
    upTo = new int[SHARES.size()];
    int sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += SHARES.get(i).parts;
      upTo[i] = sum;
    }
  }

  /** The next kind, drawn by weight. */
  Template draw(RandomGenerator random) {
    int dice = random.nextInt(upTo[upTo.length - 1]);
    int i = 0;
    while (upTo[i] <= dice) {
      i++;
    }
    return templates.get(i);
  }
}
