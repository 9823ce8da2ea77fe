/** The operator's commands: a package each, and what they share. */
@NullMarked
package org.liveevents.tools;

import org.jspecify.annotations.NullMarked;
