/** {@code live-events doctor}: looks at an installation from outside, one small check a class. */
@NullMarked
package org.liveevents.tools.doctor;

import org.jspecify.annotations.NullMarked;
