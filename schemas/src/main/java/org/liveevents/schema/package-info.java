/**
 * The JSON Schemas of the events, read from {@code org/liveevents/schemas}: what each field means
 * and what an event must have. Knows {@code event}, {@code catalogue} and a JSON parser.
 */
@NullMarked
package org.liveevents.schema;

import org.jspecify.annotations.NullMarked;
