/**
 * Holds events against their schemas, compiled once and checked on the bytes. Knows {@code event},
 * {@code schema} and a streaming JSON parser.
 */
@NullMarked
package org.liveevents.validate;

import org.jspecify.annotations.NullMarked;
