/**
 * Keeps deliveries on disk while the broker is away or slow, and hands them on in the order in
 * which they came. Knows deliveries and files; nothing of HTTP or Kafka.
 */
@NullMarked
package org.liveevents.bridge.spool;

import org.jspecify.annotations.NullMarked;
