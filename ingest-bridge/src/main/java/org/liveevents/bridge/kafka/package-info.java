/**
 * Writes records to Kafka; the broker's acknowledgement becomes the receipt. The only package that
 * sends.
 */
@NullMarked
package org.liveevents.bridge.kafka;

import org.jspecify.annotations.NullMarked;
