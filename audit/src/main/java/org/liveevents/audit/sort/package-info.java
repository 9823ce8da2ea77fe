/** More rows than memory holds, in their order. Knows the JDK and a JSON writer. */
@NullMarked
package org.liveevents.audit.sort;

import org.jspecify.annotations.NullMarked;
