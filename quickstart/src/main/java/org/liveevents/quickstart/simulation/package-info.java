/**
 * A simulated Canvas: a seeded history of courses, how each of its events reaches the pipeline, and
 * what the pipeline must have made of it in the end. Knows the vocabulary and the two channels;
 * knows nothing of how the pipeline works.
 */
@NullMarked
package org.liveevents.quickstart.simulation;

import org.jspecify.annotations.NullMarked;
