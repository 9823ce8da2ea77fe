/** What is done again and again for as long as a service runs. */
@NullMarked
package org.liveevents.runtime.schedule;

import org.jspecify.annotations.NullMarked;
