/** {@code live-events rejected}: what could not be understood, listed, shown and sent again. */
@NullMarked
package org.liveevents.tools.rejected;

import org.jspecify.annotations.NullMarked;
