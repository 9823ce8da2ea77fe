package org.liveevents.streams.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a list.
 *
 * @param nextCursor where the next page begins; null if there is nothing more
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {}
