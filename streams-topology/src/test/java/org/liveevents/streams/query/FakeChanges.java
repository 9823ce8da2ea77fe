package org.liveevents.streams.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.liveevents.event.Payload;
import org.liveevents.streams.course.Views;
import org.liveevents.streams.query.FeedPosition.Place;

/** Changes of one course, of which a test says when they happen; what is too old is gone. */
final class FakeChanges implements Changes {

  private final List<Change> told = new CopyOnWriteArrayList<>();
  private final List<Subscription> following = new CopyOnWriteArrayList<>();
  private volatile int gone;
  private volatile boolean away;

  /** The broker can't be reached. */
  FakeChanges away() {
    away = true;
    return this;
  }

  /** The first so many changes are compacted away. */
  FakeChanges compacted(int changes) {
    gone = changes;
    return this;
  }

  /** Something happens. */
  FakeChanges tell(String view, String key, String json) {
    Optional<Payload> value =
        json.equals("null") ? Optional.empty() : Optional.of(Payload.of(json));
    Change change = new Change(view, key, value, at(told.size()));
    told.add(change);
    following.forEach(subscription -> subscription.offer(change));
    return this;
  }

  int followers() {
    return following.size();
  }

  @Override
  public Optional<Subscription> follow(String course) {
    if (away) {
      return Optional.empty();
    }
    Subscription subscription = new Subscription(course, at(told.size() - 1));
    following.add(subscription);
    return Optional.of(subscription);
  }

  @Override
  public void leave(Subscription subscription) {
    following.remove(subscription);
  }

  @Override
  public FeedPosition reached(Subscription subscription) {
    return at(told.size() - 1);
  }

  @Override
  public boolean again(
      String course, FeedPosition from, FeedPosition to, Consumer<Change> consumer) {
    if (from.place(0).next() < gone) {
      return false;
    }
    told.subList((int) from.place(0).next(), (int) to.place(0).next()).forEach(consumer);
    return true;
  }

  private static FeedPosition at(int index) {
    List<Place> places =
        new ArrayList<>(Collections.nCopies(Views.topics().size(), Place.before(0)));
    places.set(0, index < 0 ? Place.before(0) : Place.seen(index));
    return new FeedPosition(places);
  }
}
