/**
 * From bytes to an event: one streaming pass over the JSON of either format. Knows {@code event},
 * {@code catalogue} and a JSON parser.
 */
@NullMarked
package org.liveevents.envelope;

import org.jspecify.annotations.NullMarked;
