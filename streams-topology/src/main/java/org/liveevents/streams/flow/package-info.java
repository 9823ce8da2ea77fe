/**
 * What travels between the stages of the topology, and how numbers are packed: plain values, known
 * to every stage so that no stage needs to know another.
 */
@NullMarked
package org.liveevents.streams.flow;

import org.jspecify.annotations.NullMarked;
