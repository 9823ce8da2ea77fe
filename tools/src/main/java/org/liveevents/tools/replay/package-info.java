/**
 * {@code live-events replay}: events from files, into the raw topic as the bridge would put them.
 */
@NullMarked
package org.liveevents.tools.replay;

import org.jspecify.annotations.NullMarked;
