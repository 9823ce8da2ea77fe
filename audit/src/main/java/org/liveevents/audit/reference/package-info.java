/**
 * What an event is and what it says, worked out slowly from parsed trees and sorted lists. Shares
 * no code with the pipeline: it knows the JDK, a JSON parser and the catalogue's file.
 */
@NullMarked
package org.liveevents.audit.reference;

import org.jspecify.annotations.NullMarked;
