/**
 * Turns the JSON Schemas of events into Java: a record per event, and a factory of serdes. Runs
 * while {@code schemas} is built, and is no part of what is shipped. Knows the schema files alone.
 */
@NullMarked
package org.liveevents.generator;

import org.jspecify.annotations.NullMarked;
