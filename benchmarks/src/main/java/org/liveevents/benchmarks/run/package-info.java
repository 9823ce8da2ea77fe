/** One run: a broker, one corpus, every competitor on it in turn, checked and set in one table. */
@NullMarked
package org.liveevents.benchmarks.run;

import org.jspecify.annotations.NullMarked;
