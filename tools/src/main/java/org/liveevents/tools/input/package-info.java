/** Files as events were kept in: any shape, any size, packed or not, read piece by piece. */
@NullMarked
package org.liveevents.tools.input;

import org.jspecify.annotations.NullMarked;
