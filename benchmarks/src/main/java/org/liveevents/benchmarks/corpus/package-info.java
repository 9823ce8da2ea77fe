/**
 * A seeded stream of events as a university makes them: the mix of kinds, the courses, the
 * duplicates and the disorder. Knows the vocabulary and its samples.
 */
@NullMarked
package org.liveevents.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
