/**
 * Events wait for earlier ones and leave in the order of (event time, event id): a pure rule of the
 * frontier, and a buffer.
 */
@NullMarked
package org.liveevents.streams.reorder;

import org.jspecify.annotations.NullMarked;
