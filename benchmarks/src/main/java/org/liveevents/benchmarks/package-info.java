/** How fast the pipeline is, beside what: one command, one table. */
@NullMarked
package org.liveevents.benchmarks;

import org.jspecify.annotations.NullMarked;
