/**
 * What Canvas and a data centre would provide, inside this JVM: a Kafka broker, an SQS server, and
 * the keys Canvas signs with. Knows nothing of events or of the pipeline.
 */
@NullMarked
package org.liveevents.quickstart.embedded;

import org.jspecify.annotations.NullMarked;
