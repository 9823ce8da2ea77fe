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
 * All known courses, by partition and key, in pages. A page is put together out of as many
 * partitions as it takes, each asked once, wherever it is; if one can't answer, there is no page.
 */
final class CourseListing implements Endpoint {

  private static final String PATH = "/v1/courses";
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
    return Set.of("limit", "cursor", "partition", Question.STALE);
  }

  @Override
  public boolean keepsLimits() {
    return true;
  }

  @Override
  public Reply answer(Question question) {
    Parameters parameters = question.parameters();
    int limit = parameters.limit();
    Optional<Cursor> cursor = parameters.cursor(PATH);
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
    return Replies.of(gather(question, start, end, limit));
  }

  private Answer<Page<Entry>> gather(Question question, Cursor start, int end, int limit) {
    List<Entry> items = new ArrayList<>();
    List<Freshness> parts = new ArrayList<>();
    Cursor place = start;
    while (place.partition() < end && items.size() < limit) {
      Answer<Part> answer = part(question, place, limit - items.size());
      if (!(answer instanceof Answer.Found<Part> found)) {
        return answer.map((part, freshness) -> page(items, null));
      }
      items.addAll(found.value().items());
      parts.add(found.freshness());
      String next = found.value().nextCursor();
      place =
          next == null
              ? new Cursor(place.partition() + 1, "")
              : Cursor.read(PATH, next).orElseThrow();
    }
    Cursor next = place.partition() < end ? place : null;
    return new Answer.Found<>(page(items, next), Freshness.of(parts));
  }

  private Answer<Part> part(Question question, Cursor place, int limit) {
    String target =
        PATH
            + "?partition="
            + place.partition()
            + "&limit="
            + limit
            + "&cursor="
            + URLEncoder.encode(place.text(PATH), UTF_8)
            + (question.isStaleAllowed() ? "&" + Question.STALE + "=true" : "");
    return router.read(
        question,
        place.partition(),
        contents -> Optional.of(read(contents, place, limit, question.caller().reach())),
        (page, freshness) -> new Part(page.items(), page.nextCursor(), freshness),
        target,
        Part.class);
  }

  private static Excerpt<Page<Entry>> read(
      Contents contents, Cursor place, int limit, Reach reach) {
    List<Entry> courses = new ArrayList<>();
    contents.scan(
        COURSES.store(),
        KeyRange.ALL.after(place.after()),
        (key, value) -> {
          COURSES
              .show()
              .apply(key, value)
              .filter(course -> isWithin(reach, course))
              .map(Entry::of)
              .ifPresent(courses::add);
          return courses.size() <= limit;
        });
    boolean more = courses.size() > limit;
    List<Entry> shown = more ? courses.subList(0, limit) : courses;
    Instant latest = null;
    for (Entry course : shown) {
      latest = Excerpt.later(latest, course.lastEventTime());
    }
    Cursor next = more ? new Cursor(place.partition(), shown.get(limit - 1).course()) : null;
    return new Excerpt<>(page(List.copyOf(shown), next), latest);
  }

  private static boolean isWithin(Reach reach, ObjectNode course) {
    return reach.covers(
        course.path("course").asText(),
        () -> Optional.ofNullable(course.path("account").textValue()));
  }

  private static Page<Entry> page(List<Entry> items, @Nullable Cursor next) {
    return new Page<>(items, next == null ? null : next.text(PATH));
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
