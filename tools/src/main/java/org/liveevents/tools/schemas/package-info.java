/**
 * Schemas and the registry: what differs, whom it breaks, and bringing them there. The rules are
 * elsewhere; here they are put into words.
 */
@NullMarked
package org.liveevents.tools.schemas;

import org.jspecify.annotations.NullMarked;
