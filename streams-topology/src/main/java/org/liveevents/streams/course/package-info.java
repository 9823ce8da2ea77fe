/** The per-course views: each a commutative fold, last writer by (event time, event id) wins. */
@NullMarked
package org.liveevents.streams.course;

import org.jspecify.annotations.NullMarked;
