package org.liveevents.bridge.sqs;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** How failed calls are called in logs and metrics. */
final class Errors {

  private Errors() {}

  /** A bounded word: the service's error code, else the kind of exception. */
  static String word(RuntimeException e) {
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode()
        : e.getClass().getSimpleName();
  }
}
