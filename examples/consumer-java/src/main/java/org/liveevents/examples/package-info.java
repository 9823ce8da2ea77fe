/** Examples of consumers, compiled and tested with the rest so that they stay true. */
@NullMarked
package org.liveevents.examples;

import org.jspecify.annotations.NullMarked;
