package org.liveevents.benchmarks.query;

import java.time.Duration;

/**
 * How everything is measured in turn.
 *
 * @param rounds how often
 * @param warmUp how long before the first round, while the JVM compiles
 * @param length how long each time
 * @param askers connections, one question at a time
 */
record Turns(int rounds, Duration warmUp, Duration length, int askers) {}
