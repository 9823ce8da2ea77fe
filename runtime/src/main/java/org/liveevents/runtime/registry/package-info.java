/**
 * The schema registry, over the REST interface that Confluent's registry has and others share.
 * Knows schemas, topics' names and settings; nothing of records.
 */
@NullMarked
package org.liveevents.runtime.registry;

import org.jspecify.annotations.NullMarked;
