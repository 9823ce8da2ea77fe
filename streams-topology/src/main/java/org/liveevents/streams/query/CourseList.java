package org.liveevents.streams.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.CourseView;
import org.liveevents.streams.course.Keys;

/**
 * The entries of one course in a per-course store, by key, in pages. A known course without entries
 * is an empty list; an unknown course isn't found.
 *
 * @param filters what may be asked for by id, and where a value has that id
 */
record CourseList<S>(String path, Stored<S> stored, Map<String, Function<S, String>> filters)
    implements CourseQuestion {

  private static final Set<String> PAGING = Set.of("limit", "cursor");

  CourseList {
    filters = Map.copyOf(filters);
  }

  @Override
  public Set<String> parameters() {
    Set<String> all = new TreeSet<>(filters.keySet());
    all.addAll(PAGING);
    return all;
  }

  @Override
  public Reading<Page<S>> reading(String course, Parameters parameters) {
    Map<String, String> wanted = new HashMap<>();
    filters
        .keySet()
        .forEach(name -> parameters.idIfSet(name).ifPresent(id -> wanted.put(name, id)));
    String question = path + " " + course + " " + new TreeMap<>(wanted);
    int limit = parameters.limit();
    KeyRange all = new KeyRange(Keys.first(course), Keys.beyond(course));
    KeyRange rest =
        parameters.cursor(question).map(cursor -> all.after(cursor.after())).orElse(all);
    return contents -> {
      if (contents.value(CourseView.STORE, course).isEmpty()) {
        return Optional.empty();
      }
      Collected collected = new Collected(wanted, limit);
      contents.scan(stored.store(), rest, collected);
      return Optional.of(collected.excerpt(question));
    };
  }

  /** A page as it fills. */
  private final class Collected implements Contents.Visitor {

    private final Map<String, String> wanted;
    private final int limit;
    private final List<S> items = new ArrayList<>();
    private String last = "";
    private boolean more;
    private @Nullable Instant eventTime;

    Collected(Map<String, String> wanted, int limit) {
      this.wanted = wanted;
      this.limit = limit;
    }

    @Override
    public boolean visit(String key, byte[] bytes) {
      S value = stored.read(bytes);
      if (!isWanted(value)) {
        return true;
      }
      if (items.size() == limit) {
        more = true;
        return false;
      }
      items.add(value);
      last = key;
      eventTime = Excerpt.later(eventTime, stored.eventTime().apply(value));
      return true;
    }

    Excerpt<Page<S>> excerpt(String question) {
      String next = more ? new Cursor(0, last).text(question) : null;
      return new Excerpt<>(new Page<>(items, next), eventTime);
    }

    private boolean isWanted(S value) {
      return wanted.entrySet().stream()
          .allMatch(
              entry -> {
                Function<S, String> id = filters.get(entry.getKey());
                return id != null && entry.getValue().equals(id.apply(value));
              });
    }
  }
}
