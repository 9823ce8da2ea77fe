/**
 * The auditor: reads the topics from outside, works out again what should be in them, and counts
 * the differences. Knows nothing of the pipeline but the contract.
 */
@NullMarked
package org.liveevents.audit;

import org.jspecify.annotations.NullMarked;
