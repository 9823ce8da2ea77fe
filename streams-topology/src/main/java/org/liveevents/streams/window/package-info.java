/**
 * The events one partition remembers and holds: what dedupe asks and reorder fills. Plain Java over
 * two ports, a {@link org.liveevents.streams.window.Shelf} of bytes that commits with the outputs
 * and a {@link org.liveevents.streams.window.RawLog} that can be read again.
 */
@NullMarked
package org.liveevents.streams.window;

import org.jspecify.annotations.NullMarked;
