package org.liveevents.streams.query;

import java.util.Optional;
import org.liveevents.event.Payload;

/**
 * A committed change of the public state of a course.
 *
 * @param view the view's name
 * @param key the view's key
 * @param value its new value, JSON; empty if it is gone
 * @param position how far whoever has seen this change has come
 */
public record Change(String view, String key, Optional<Payload> value, FeedPosition position) {}
