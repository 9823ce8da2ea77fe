/**
 * Every event name we know, and what is special about each. Knows {@code event} and a JSON parser.
 */
@NullMarked
package org.liveevents.catalogue;

import org.jspecify.annotations.NullMarked;
