/** From Canvas to the raw topic: settings, wiring, start and stop order. */
@NullMarked
package org.liveevents.bridge;

import org.jspecify.annotations.NullMarked;
