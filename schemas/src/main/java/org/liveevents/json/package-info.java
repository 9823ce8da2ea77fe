/** JSON as it lies in its bytes, once somebody has made sure that it is JSON. */
@NullMarked
package org.liveevents.json;

import org.jspecify.annotations.NullMarked;
