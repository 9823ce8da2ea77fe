/**
 * What the last hour was like: how much came and went, and how long it took. Counted as it happens,
 * for people to look at; the ledger is what accounts. Plain values, no Kafka.
 */
@NullMarked
package org.liveevents.streams.pulse;

import org.jspecify.annotations.NullMarked;
