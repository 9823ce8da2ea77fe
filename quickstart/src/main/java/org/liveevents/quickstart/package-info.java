/** The command line: one entry point with a subcommand for each way to run the pipeline. */
@NullMarked
package org.liveevents.quickstart;

import org.jspecify.annotations.NullMarked;
