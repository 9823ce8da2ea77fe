/** How large an installation has to be: plain arithmetic, every step of it shown. */
@NullMarked
package org.liveevents.tools.size;

import org.jspecify.annotations.NullMarked;
