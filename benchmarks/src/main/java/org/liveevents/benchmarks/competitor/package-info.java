/**
 * What the topology is measured beside: two roofs, which do less than any pipeline must, and a
 * textbook version, which does the same by the book. Each is a process of its own, configured by
 * the same environment variables as the topology.
 */
@NullMarked
package org.liveevents.benchmarks.competitor;

import org.jspecify.annotations.NullMarked;
