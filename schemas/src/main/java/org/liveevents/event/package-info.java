/**
 * The words of the domain as values: events, their names and ids, Canvas object ids, scopes,
 * rejection codes. Knows the JDK alone.
 */
@NullMarked
package org.liveevents.event;

import org.jspecify.annotations.NullMarked;
