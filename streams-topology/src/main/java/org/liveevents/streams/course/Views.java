package org.liveevents.streams.course;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All views, in the order they are documented. */
public final class Views {

  public static final View GRADE = GradeViews.grade();
  public static final View PROGRESS = GradeViews.progress();
  public static final View SCORE = GradeViews.score();
  public static final View ENROLLMENT = PeopleViews.enrollment();
  public static final View GROUP = PeopleViews.group();
  public static final View GROUP_MEMBER = PeopleViews.groupMember();
  public static final View USER_ACTIVITY = PeopleViews.activity();
  public static final View SUBMISSION = WorkViews.submission();
  public static final View ASSIGNMENT = WorkViews.assignment();
  public static final View ASSIGNMENT_GROUP = WorkViews.assignmentGroup();
  public static final View ASSIGNMENT_OVERRIDE = WorkViews.assignmentOverride();
  public static final View QUIZ = WorkViews.quiz();
  public static final View QUIZ_SUBMISSION = WorkViews.quizSubmission();
  public static final View COURSE = ContentViews.course();
  public static final View MODULE = ContentViews.module();
  public static final View MODULE_ITEM = ContentViews.moduleItem();
  public static final View DISCUSSION_TOPIC = ContentViews.discussionTopic();
  public static final View DISCUSSION_ENTRY = ContentViews.discussionEntry();

  /**
   * The one physical store of all views: a task has one database and one changelog for them,
   * however many there are.
   */
  public static final String STORE = "views";

  /** The physical store of all versions. */
  public static final String VERSIONS_STORE = "view-versions";

  /**
   * Where the physical store says how far it has come: the raw offset after the last record that is
   * in it, 8 bytes. Written once a second, among what it is about: whoever has a copy up to there
   * has all that came before.
   */
  public static final String POSITION = "~position";

  private static final char SEPARATOR = '|';

  private static final List<View> ALL =
      List.of(
          GRADE,
          PROGRESS,
          SCORE,
          ENROLLMENT,
          SUBMISSION,
          ASSIGNMENT,
          ASSIGNMENT_GROUP,
          ASSIGNMENT_OVERRIDE,
          COURSE,
          MODULE,
          MODULE_ITEM,
          QUIZ,
          QUIZ_SUBMISSION,
          DISCUSSION_TOPIC,
          DISCUSSION_ENTRY,
          GROUP,
          GROUP_MEMBER,
          USER_ACTIVITY);

  private static final Map<String, View> BY_STORE =
      ALL.stream().collect(Collectors.toUnmodifiableMap(View::store, Function.identity()));

  private Views() {}

  /**
   * How long versions are stored, for so far back to be asked: their clock is the latest event's.
   */
  public static Duration versionsStoredFor(Duration asked) {
    return asked.plus(Versions.MARGIN);
  }

  /** All views that are folds of facts: every public state but {@link ActivityHour}. */
  public static List<View> all() {
    return ALL;
  }

  /** The last parts of all public state topics. */
  public static List<String> topics() {
    return Stream.concat(ALL.stream().map(View::store), Stream.of(ActivityHour.STORE)).toList();
  }

  /** Reads what stands at {@link #POSITION}. */
  public static OptionalLong position(Optional<byte[]> stored) {
    return stored.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(ByteBuffer.wrap(stored.get()).getLong());
  }

  static byte[] position(long next) {
    return ByteBuffer.allocate(Long.BYTES).putLong(next).array();
  }

  /** Where a key of a view lies in the physical store. */
  public static String place(String view, String key) {
    return view + SEPARATOR + key;
  }

  /** The key that lies in that place. */
  public static String key(String place) {
    return place.substring(place.indexOf(SEPARATOR) + 1);
  }

  /** The view that a place belongs to; empty if it is none's that is a fold of facts. */
  static Optional<View> at(String place) {
    int end = place.indexOf(SEPARATOR);
    return end < 0 ? Optional.empty() : Optional.ofNullable(BY_STORE.get(place.substring(0, end)));
  }

  /** Beyond the places of all keys of a view. */
  public static String beyond(String view) {
    return view + (char) (SEPARATOR + 1);
  }

  /** The view of that name. */
  static View of(String store) {
    View view = BY_STORE.get(store);
    if (view == null) {
      throw new IllegalArgumentException("there is no view of that name");
    }
    return view;
  }
}
