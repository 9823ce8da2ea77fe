/** What the bridge tells about itself, and learns from what the others tell. */
@NullMarked
package org.liveevents.bridge.status;

import org.jspecify.annotations.NullMarked;
