/**
 * Events as Java values: one generated record per event, in {@code canvas} and {@code caliper}.
 * What is absent or null in the event is null here; unknown fields are passed over. Ids are text,
 * as sent.
 */
@NullMarked
package org.liveevents.events;

import org.jspecify.annotations.NullMarked;
