/**
 * Receives from SQS, offers to the intake, deletes what is stored. The only package that knows the
 * AWS SDK.
 */
@NullMarked
package org.liveevents.bridge.sqs;

import org.jspecify.annotations.NullMarked;
