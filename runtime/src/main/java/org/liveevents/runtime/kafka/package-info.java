/** The pipeline's topics and their creation. */
@NullMarked
package org.liveevents.runtime.kafka;

import org.jspecify.annotations.NullMarked;
