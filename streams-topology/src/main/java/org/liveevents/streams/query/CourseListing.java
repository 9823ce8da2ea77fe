package org.liveevents.streams.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.access.Reach;

/**
 * All known courses, or those that a search finds, by partition and key, in pages. A page is put
 * together out of as many partitions as it takes, each asked once, wherever it is; if one can't
 * answer, there is no page. However few courses are wanted, no more than {@value #LOOKS} of a
 * partition are looked at for one page: it ends there, and its cursor goes on.
 */
final class CourseListing implements Endpoint {

  /** So many courses of a partition are looked at for one page. */
  static final int LOOKS = 5_000;

  private static final String PATH = "/v1/courses";
  private static final String SEARCH = "search";
  private static final Stored COURSES = Stored.of(Views.COURSE);

  private final Ownership ownership;
  private final Router router;

  CourseListing(Ownership ownership, Router router) {
    this.ownership = ownership;
    this.router = router;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(SEARCH, "limit", "cursor", "partition", Question.STALE);
  }

  @Override
  public boolean keepsLimits() {
    return true;
  }

  @Override
  public Reply answer(Question question) {
    Parameters parameters = question.parameters();
    Wanted wanted = wanted(parameters);
    Optional<Cursor> cursor = parameters.cursor(wanted.question());
    OptionalInt partitions = ownership.partitions();
    if (partitions.isEmpty()) {
      return Replies.of(Answer.notReady("the partitions are not known yet"));
    }
    int count = partitions.getAsInt();
    OptionalInt only = parameters.number("partition", 0, count - 1);
    Cursor start = cursor.orElse(new Cursor(only.orElse(0), ""));
    if (start.partition() >= count || (only.isPresent() && start.partition() != only.getAsInt())) {
      throw new BadQuestion("cursor: not one this question has answered with");
    }
    int end = only.isPresent() ? only.getAsInt() + 1 : count;
    return Replies.of(gather(question, wanted, start, end));
  }

  private static Wanted wanted(Parameters parameters) {
    Optional<String> text = parameters.phrase(SEARCH, CourseSearch.LONGEST);
    return new Wanted(
        text,
        text.map(it -> CourseSearch.of(it, parameters.canonicalIfId(it)))
            .orElse(CourseSearch.every()),
        parameters.limit());
  }

  private Answer<Page<Entry>> gather(Question question, Wanted wanted, Cursor start, int end) {
    List<Entry> items = new ArrayList<>();
    List<Freshness> parts = new ArrayList<>();
    Optional<Cursor> place = Optional.of(start);
    boolean whole = true;
    while (whole && place.isPresent() && items.size() < wanted.limit()) {
      Cursor from = place.get();
      Answer<Part> answer = part(question, wanted.less(items.size()), from);
      if (!(answer instanceof Answer.Found<Part> found)) {
        return answer.map((part, freshness) -> wanted.page(items, Optional.empty()));
      }
      items.addAll(found.value().items());
      parts.add(found.freshness());
      String next = found.value().nextCursor();
      whole = next == null;
      place =
          next == null
              ? Optional.of(new Cursor(from.partition() + 1, "")).filter(it -> it.partition() < end)
              : Cursor.read(wanted.question(), next);
    }
    return new Answer.Found<>(wanted.page(items, place), Freshness.of(parts));
  }

  private Answer<Part> part(Question question, Wanted wanted, Cursor place) {
    String target =
        PATH
            + "?partition="
            + place.partition()
            + "&limit="
            + wanted.limit()
            + "&cursor="
            + encoded(place.text(wanted.question()))
            + wanted.text().map(text -> "&" + SEARCH + "=" + encoded(text)).orElse("")
            + (question.isStaleAllowed() ? "&" + Question.STALE + "=true" : "");
    return router.read(
        question,
        place.partition(),
        contents -> Optional.of(read(contents, wanted, place, question.caller().reach())),
        (page, freshness) -> new Part(page.items(), page.nextCursor(), freshness),
        target,
        Part.class);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Excerpt<Page<Entry>> read(
      Contents contents, Wanted wanted, Cursor place, Reach reach) {
    Sighted sighted = new Sighted(wanted, reach, place);
    contents.scan(COURSES.store(), KeyRange.ALL.after(place.after()), sighted);
    return sighted.excerpt();
  }

  /**
   * What a page is of.
   *
   * @param text what is searched for; empty for nothing in particular
   * @param limit how many courses it may have
   */
  private record Wanted(Optional<String> text, CourseSearch search, int limit) {

    /** What a cursor belongs to. */
    String question() {
      return text.isEmpty() ? PATH : PATH + " " + search.folded();
    }

    /** The same, when there are so many of them already. */
    Wanted less(int found) {
      return new Wanted(text, search, limit - found);
    }

    Page<Entry> page(List<Entry> items, Optional<Cursor> next) {
      return new Page<>(items, next.map(cursor -> cursor.text(question())).orElse(null));
    }
  }

  /** One partition's courses, as they are looked at. */
  private static final class Sighted implements Contents.Visitor {

    private final Wanted wanted;
    private final Reach reach;
    private final int partition;
    private final List<Entry> courses = new ArrayList<>();
    private String last;
    private int looks;
    private boolean more;

    Sighted(Wanted wanted, Reach reach, Cursor place) {
      this.wanted = wanted;
      this.reach = reach;
      this.partition = place.partition();
      this.last = place.after();
    }

    @Override
    public boolean visit(String key, byte[] value) {
      Optional<Entry> course =
          COURSES
              .show()
              .apply(key, value)
              .filter(it -> isWithin(reach, it))
              .map(Entry::of)
              .filter(wanted.search()::finds);
      more = looks == LOOKS || (course.isPresent() && courses.size() == wanted.limit());
      if (more) {
        return false;
      }
      looks++;
      last = key;
      course.ifPresent(courses::add);
      return true;
    }

    Excerpt<Page<Entry>> excerpt() {
      Instant latest = null;
      for (Entry course : courses) {
        latest = Excerpt.later(latest, course.lastEventTime());
      }
      Optional<Cursor> next = more ? Optional.of(new Cursor(partition, last)) : Optional.empty();
      return new Excerpt<>(wanted.page(List.copyOf(courses), next), latest);
    }
  }

  private static boolean isWithin(Reach reach, ObjectNode course) {
    return reach.covers(
        course.path("course").asText(),
        () -> Optional.ofNullable(course.path("account").textValue()));
  }

  /** A course in the list. */
  record Entry(
      String course,
      @Nullable String name,
      @Nullable String code,
      @Nullable String state,
      @Nullable Instant lastEventTime) {

    static Entry of(ObjectNode course) {
      return new Entry(
          course.path("course").asText(),
          course.path("name").textValue(),
          course.path("code").textValue(),
          course.path("state").textValue(),
          Stored.eventTime(course));
    }
  }

  /** One partition's share of a page. */
  record Part(List<Entry> items, @Nullable String nextCursor, Freshness freshness)
      implements Wire {}
}
