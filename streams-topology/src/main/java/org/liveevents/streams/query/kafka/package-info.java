/** The query side's ports over Kafka Streams: its metadata and its interactive queries. */
@NullMarked
package org.liveevents.streams.query.kafka;

import org.jspecify.annotations.NullMarked;
