/** The management port: is the process alive, is it ready, and what does it count. */
@NullMarked
package org.liveevents.runtime.management;

import org.jspecify.annotations.NullMarked;
