/**
 * What the services are made of: settings, exit codes, the management port, topic creation. Knows
 * nothing of events but their topics' names.
 */
@NullMarked
package org.liveevents.runtime;

import org.jspecify.annotations.NullMarked;
