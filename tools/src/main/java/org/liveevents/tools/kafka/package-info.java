/** What the commands do at a broker: look at topics, read the rejected one, write records. */
@NullMarked
package org.liveevents.tools.kafka;

import org.jspecify.annotations.NullMarked;
