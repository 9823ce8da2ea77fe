/** The contract's names: topics and headers, without a Kafka type. */
@NullMarked
package org.liveevents.topic;

import org.jspecify.annotations.NullMarked;
