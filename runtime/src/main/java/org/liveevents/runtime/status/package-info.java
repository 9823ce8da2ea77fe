/** Reads what the bridges tell about themselves. */
@NullMarked
package org.liveevents.runtime.status;

import org.jspecify.annotations.NullMarked;
