/** The operator's command line: one root command, a package for each family of commands. */
@NullMarked
package org.liveevents.tools;

import org.jspecify.annotations.NullMarked;
