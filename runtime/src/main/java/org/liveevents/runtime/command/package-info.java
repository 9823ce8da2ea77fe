/**
 * The command line: where settings come from; of a service also its exit code, and how it stops on
 * a signal.
 */
@NullMarked
package org.liveevents.runtime.command;

import org.jspecify.annotations.NullMarked;
