/** The hot path alone, under JMH. */
@NullMarked
package org.liveevents.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
