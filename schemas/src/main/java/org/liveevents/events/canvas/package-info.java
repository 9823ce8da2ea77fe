/** Events in Canvas form: a record each, generated from its JSON Schema. */
@NullMarked
package org.liveevents.events.canvas;

import org.jspecify.annotations.NullMarked;
