/** Events wait for earlier ones and leave in the order of (event time, event id). */
@NullMarked
package org.liveevents.streams.reorder;

import org.jspecify.annotations.NullMarked;
