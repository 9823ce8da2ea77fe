package org.liveevents.streams.query;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far somebody has followed the public state of a course: per view, in the order of {@link
 * org.liveevents.streams.course.Views#topics}, an offset in the partition that holds the course.
 *
 * <pre>
 * 17       the record at offset 17 was the last one seen
 * ~17      none was seen yet; the record at offset 17 would be the first
 * 17.~0.4  three views
 * </pre>
 */
public final class FeedPosition {

  private static final Pattern FORM = Pattern.compile("~?\\d{1,18}(\\.~?\\d{1,18}){0,99}");

  private final List<Place> places;

  /** A position with a place for each view. */
  public FeedPosition(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /** Reads {@link #text}; empty if it isn't one over so many views. */
  public static Optional<FeedPosition> parse(String text, int views) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Place> places = Stream.of(text.split("\\.", -1)).map(Place::parse).toList();
    return places.size() == views ? Optional.of(new FeedPosition(places)) : Optional.empty();
  }

  /** The place in the view of that number. */
  public Place place(int view) {
    return places.get(view);
  }

  /** For the id of a server-sent event. */
  public String text() {
    return places.stream().map(Place::text).collect(Collectors.joining("."));
  }

  @Override
  public String toString() {
    return text();
  }

  /**
   * A place in one partition.
   *
   * @param offset of the last record seen, or else of the first one there would be
   */
  public record Place(boolean isSeen, long offset) {

    /** That record was the last one seen. */
    public static Place seen(long offset) {
      return new Place(true, offset);
    }

    /** No record was seen; that would be the first. */
    public static Place before(long offset) {
      return new Place(false, offset);
    }

    /** The offset to be read next. */
    public long next() {
      return isSeen ? offset + 1 : offset;
    }

    private static Place parse(String text) {
      return text.startsWith("~")
          ? before(Long.parseLong(text.substring(1)))
          : seen(Long.parseLong(text));
    }

    private String text() {
      return (isSeen ? "" : "~") + offset;
    }
  }
}
