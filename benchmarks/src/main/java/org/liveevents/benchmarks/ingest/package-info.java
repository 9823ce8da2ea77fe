/**
 * The bridge's two sources at full speed, each beside a bare version of what it stands on, in the
 * same run.
 */
@NullMarked
package org.liveevents.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
