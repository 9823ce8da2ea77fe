package org.liveevents.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.course.Keys;
import org.liveevents.streams.course.Shown;
import org.liveevents.streams.course.StateJson;
import org.liveevents.streams.course.Views;

/**
 * Who takes part in which discussion, and with how many posts. Posts of one user in one topic lie
 * together, so a page is counted in one go.
 */
final class Discussions implements CourseQuestion {

  /** The fields of an answer. */
  static final List<String> FIELDS =
      List.of("course", "topic", "user", "topic_title", "posts", "event_time");

  private static final String PATH = CourseEndpoint.COURSE + "/discussions";
  private static final Stored ENTRIES = Stored.of(Views.DISCUSSION_ENTRY);

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("topic", "user", "limit", "cursor");
  }

  @Override
  public boolean isOfPersons() {
    return true;
  }

  @Override
  public Reading<Written> reading(String course, Parameters parameters) {
    Optional<String> topic = parameters.idIfSet("topic");
    Optional<String> user = parameters.idIfSet("user");
    String question = PATH + " " + course + " " + topic + " " + user;
    int limit = parameters.limit();
    String prefix = topic.map(id -> Keys.of(course, id)).orElse(course);
    KeyRange all = new KeyRange(Keys.first(prefix), Keys.beyond(prefix));
    KeyRange rest =
        parameters.cursor(question).map(cursor -> all.after(cursor.after())).orElse(all);
    return contents -> {
      if (contents.value(Views.COURSE.store(), course).isEmpty()) {
        return Optional.empty();
      }
      Counted counted = new Counted(user, limit, Titles.OF_TOPICS.in(contents));
      contents.scan(ENTRIES.store(), rest, counted);
      return Optional.of(counted.excerpt(question));
    };
  }

  /** A page as it fills. */
  private static final class Counted implements Contents.Visitor {

    private final Optional<String> user;
    private final int limit;
    private final Titles.Lookup titles;
    private final List<ObjectNode> items = new ArrayList<>();
    private String last = "";
    private boolean more;
    private @Nullable Instant eventTime;

    Counted(Optional<String> user, int limit, Titles.Lookup titles) {
      this.user = user;
      this.limit = limit;
      this.titles = titles;
    }

    @Override
    public boolean visit(String key, byte[] bytes) {
      Optional<ObjectNode> entry = ENTRIES.show().apply(key, bytes).filter(shown -> isOf(shown));
      if (entry.isEmpty()) {
        return true;
      }
      if (!isOfLast(entry.get())) {
        if (items.size() == limit) {
          more = true;
          return false;
        }
        items.add(participation(entry.get()));
      }
      count(entry.get());
      last = key;
      return true;
    }

    private boolean isOf(ObjectNode entry) {
      return user.isEmpty() || user.get().equals(entry.path("user").asText());
    }

    private boolean isOfLast(ObjectNode entry) {
      if (items.isEmpty()) {
        return false;
      }
      ObjectNode item = items.get(items.size() - 1);
      return item.get("topic").equals(entry.get("topic"))
          && item.get("user").equals(entry.get("user"));
    }

    private static ObjectNode participation(ObjectNode entry) {
      ObjectNode item = StateJson.mapper().createObjectNode();
      item.set("course", entry.get("course"));
      item.set("topic", entry.get("topic"));
      item.set("user", entry.get("user"));
      return item.putNull("topic_title").put("posts", 0).putNull("event_time");
    }

    private void count(ObjectNode entry) {
      ObjectNode item = items.get(items.size() - 1);
      Instant time = Excerpt.later(Stored.eventTime(item), Stored.eventTime(entry));
      item.put("posts", item.get("posts").intValue() + 1);
      item.put("event_time", time == null ? null : time.toString());
      eventTime = Excerpt.later(eventTime, time);
    }

    Excerpt<Written> excerpt(String question) {
      try (Written.Items page = new Written.Items()) {
        items.stream().map(Shown::of).forEach(item -> page.add(item, titles.of(item)));
        String next = more ? new Cursor(0, last).text(question) : null;
        return new Excerpt<>(page.page(next), eventTime);
      }
    }
  }
}
