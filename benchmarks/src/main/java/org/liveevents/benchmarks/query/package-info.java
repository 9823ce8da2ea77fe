/**
 * The query API beside what it stands on: a bare HTTP server, a bare range scan, and the topology
 * without any questions.
 */
@NullMarked
package org.liveevents.benchmarks.query;

import org.jspecify.annotations.NullMarked;
