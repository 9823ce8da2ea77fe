/** What is measured round by round, and what stands for it. */
@NullMarked
package org.liveevents.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
