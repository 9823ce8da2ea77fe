/**
 * What the console shows beside the API's answers: its page, and what was rejected lately. Plain
 * values, no Kafka, no HTTP.
 */
@NullMarked
package org.liveevents.streams.console;

import org.jspecify.annotations.NullMarked;
