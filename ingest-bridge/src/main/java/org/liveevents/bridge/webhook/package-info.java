/**
 * Takes events over HTTPS: authentication, limits, and the answer Canvas gets. The only package
 * that knows HTTP and JWTs.
 */
@NullMarked
package org.liveevents.bridge.webhook;

import org.jspecify.annotations.NullMarked;
