/**
 * What was received is what was forwarded, dropped as duplicate, rejected or is pending: one line
 * of counters per event name, and the books they are written into.
 */
@NullMarked
package org.liveevents.streams.ledger;

import org.jspecify.annotations.NullMarked;
