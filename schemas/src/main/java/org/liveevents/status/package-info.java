/** How the bridges are doing: what each tells about itself, and what follows from all of it. */
@NullMarked
package org.liveevents.status;

import org.jspecify.annotations.NullMarked;
