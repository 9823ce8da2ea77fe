/**
 * The whole pipeline in this JVM: the embedded parts, the two services between them, and the
 * settings that join them. Knows the services by the settings they read and the address they give.
 */
@NullMarked
package org.liveevents.quickstart.pipeline;

import org.jspecify.annotations.NullMarked;
