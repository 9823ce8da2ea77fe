/** The command that has persons forgotten. */
@NullMarked
package org.liveevents.tools.forget;

import org.jspecify.annotations.NullMarked;
