/**
 * From raw records to events or refusals. The rule is schemas' EnvelopeReader; this stage adds when
 * and whence.
 */
@NullMarked
package org.liveevents.streams.decode;

import org.jspecify.annotations.NullMarked;
