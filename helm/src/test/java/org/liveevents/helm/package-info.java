/** The chart, held against Kubernetes, Pod Security and the services' own settings. */
@NullMarked
package org.liveevents.helm;

import org.jspecify.annotations.NullMarked;
