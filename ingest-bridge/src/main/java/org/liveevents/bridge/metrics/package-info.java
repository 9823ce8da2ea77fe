/** What the bridge counts, named in one class. */
@NullMarked
package org.liveevents.bridge.metrics;

import org.jspecify.annotations.NullMarked;
