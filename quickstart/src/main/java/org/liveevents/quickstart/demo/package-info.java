/**
 * The demo: runs the simulated Canvas through the local pipeline, looks at what came out from
 * outside, as any consumer would, and tells a person, or compares it with what is expected.
 */
@NullMarked
package org.liveevents.quickstart.demo;

import org.jspecify.annotations.NullMarked;
