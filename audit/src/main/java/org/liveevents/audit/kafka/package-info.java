/** An installation's topics, read from its brokers. */
@NullMarked
package org.liveevents.audit.kafka;

import org.jspecify.annotations.NullMarked;
