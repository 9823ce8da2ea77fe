package org.liveevents.streams.query;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.Views;

/**
 * The entries of one course in a per-course store, by key, in pages. A known course without entries
 * is an empty list; an unknown course isn't found.
 *
 * @param ids what may be asked for by id: parameter and field
 * @param flags what may be asked for as true or false: parameter and field alike
 * @param titles adds titles, if it is to
 */
record CourseList(
    String path, Stored stored, Map<String, String> ids, Set<String> flags, Optional<Titles> titles)
    implements CourseQuestion {

  private static final Set<String> PAGING = Set.of("limit", "cursor");

  CourseList {
    ids = Map.copyOf(ids);
    flags = Set.copyOf(flags);
  }

  /** A list that can be asked for those fields by id, without more. */
  static CourseList of(String path, Stored stored, String... ids) {
    Map<String, String> alike = new TreeMap<>();
    for (String id : ids) {
      alike.put(id, id);
    }
    return new CourseList(path, stored, alike, Set.of(), Optional.empty());
  }

  CourseList flagged(String flag) {
    return new CourseList(path, stored, ids, Set.of(flag), titles);
  }

  CourseList titled(Titles added) {
    return new CourseList(path, stored, ids, flags, Optional.of(added));
  }

  @Override
  public Set<String> parameters() {
    Set<String> all = new TreeSet<>(ids.keySet());
    all.addAll(flags);
    all.addAll(PAGING);
    return all;
  }

  @Override
  public boolean isOfPersons() {
    return stored.ofPersons();
  }

  @Override
  public Reading<Written> reading(String course, Parameters parameters) {
    Map<String, String> wanted = new TreeMap<>();
    ids.forEach((name, field) -> parameters.idIfSet(name).ifPresent(id -> wanted.put(field, id)));
    flags.forEach(
        name ->
            parameters.flagIfSet(name).ifPresent(flag -> wanted.put(name, Boolean.toString(flag))));
    String question = path + " " + course + " " + wanted;
    int limit = parameters.limit();
    KeyRange all = new KeyRange(Keys.first(course), Keys.beyond(course));
    KeyRange rest =
        parameters.cursor(question).map(cursor -> all.after(cursor.after())).orElse(all);
    return contents -> {
      if (contents.value(Views.COURSE.store(), course).isEmpty()) {
        return Optional.empty();
      }
      try (Written.Items items = new Written.Items()) {
        Collected collected = new Collected(wanted, limit, contents, items);
        contents.scan(stored.store(), rest, collected);
        return Optional.of(collected.excerpt(question));
      }
    };
  }

  /** A page as it fills. */
  private final class Collected implements Contents.Visitor {

    private final Map<String, String> wanted;
    private final int limit;
    private final Optional<Titles.Lookup> lookup;
    private final Written.Items items;
    private String last = "";
    private boolean more;
    private @Nullable Instant eventTime;

    Collected(Map<String, String> wanted, int limit, Contents contents, Written.Items items) {
      this.wanted = wanted;
      this.limit = limit;
      this.lookup = titles.map(it -> it.in(contents));
      this.items = items;
    }

    @Override
    public boolean visit(String key, byte[] bytes) {
      Optional<Shown> shown = stored.look().apply(key, bytes).filter(this::isWanted);
      if (shown.isEmpty()) {
        return true;
      }
      if (items.size() == limit) {
        more = true;
        return false;
      }
      Shown item = shown.get();
      items.add(item, Titles.of(lookup, item));
      last = key;
      eventTime = Excerpt.later(eventTime, item.eventTime());
      return true;
    }

    Excerpt<Written> excerpt(String question) {
      return new Excerpt<>(items.page(more ? new Cursor(0, last).text(question) : null), eventTime);
    }

    private boolean isWanted(Shown shown) {
      for (Map.Entry<String, String> field : wanted.entrySet()) {
        if (!field.getValue().equals(shown.text(field.getKey()))) {
          return false;
        }
      }
      return true;
    }
  }
}
