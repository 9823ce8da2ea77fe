/**
 * From what a source delivered to records of the raw and rejected topics, and the receipt it gets.
 * Pure but for the port; knows the vocabulary and a JSON parser.
 */
@NullMarked
package org.liveevents.bridge.intake;

import org.jspecify.annotations.NullMarked;
