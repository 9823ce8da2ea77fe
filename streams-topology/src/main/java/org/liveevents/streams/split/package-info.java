/** Ordered events become records of the typed topics: topic, headers, timestamp. */
@NullMarked
package org.liveevents.streams.split;

import org.jspecify.annotations.NullMarked;
