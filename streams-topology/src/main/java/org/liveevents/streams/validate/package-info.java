/** Events are held against their schemas, before anything remembers them. */
@NullMarked
package org.liveevents.streams.validate;

import org.jspecify.annotations.NullMarked;
