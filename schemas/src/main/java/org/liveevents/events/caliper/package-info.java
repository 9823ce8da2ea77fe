/** Events in Caliper form: a record each, generated from its JSON Schema. */
@NullMarked
package org.liveevents.events.caliper;

import org.jspecify.annotations.NullMarked;
