/**
 * Each event once within the window: a pure rule of remembering, and a store of ids in buckets of
 * an hour.
 */
@NullMarked
package org.liveevents.streams.dedupe;

import org.jspecify.annotations.NullMarked;
