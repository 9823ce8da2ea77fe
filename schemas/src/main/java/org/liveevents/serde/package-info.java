/** Kafka serdes of the records in {@code events}. The one package here that knows Kafka. */
@NullMarked
package org.liveevents.serde;

import org.jspecify.annotations.NullMarked;
