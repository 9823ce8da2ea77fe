/** Each event once: what has come before goes no further. */
@NullMarked
package org.liveevents.streams.dedupe;

import org.jspecify.annotations.NullMarked;
