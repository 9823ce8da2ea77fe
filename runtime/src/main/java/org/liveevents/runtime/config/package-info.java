/** Settings from the environment and one optional file, with every problem reported together. */
@NullMarked
package org.liveevents.runtime.config;

import org.jspecify.annotations.NullMarked;
