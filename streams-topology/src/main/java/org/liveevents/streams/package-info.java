/**
 * The process: configuration, start and stop, and the only place that spells Kafka Streams'
 * settings.
 */
@NullMarked
package org.liveevents.streams;

import org.jspecify.annotations.NullMarked;
