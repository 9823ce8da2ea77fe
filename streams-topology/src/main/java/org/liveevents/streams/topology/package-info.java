/** The wiring: stages joined to one topology, store and node names. */
@NullMarked
package org.liveevents.streams.topology;

import org.jspecify.annotations.NullMarked;
