/** What must be there before the services start, for where they may not create it themselves. */
@NullMarked
package org.liveevents.tools.prepare;

import org.jspecify.annotations.NullMarked;
