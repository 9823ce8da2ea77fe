/** The command line of a service: its options, its exit code, and how it stops on a signal. */
@NullMarked
package org.liveevents.runtime.command;

import org.jspecify.annotations.NullMarked;
