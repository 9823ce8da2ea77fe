package org.liveevents.tools.doctor;

/**
 * What a check found.
 *
 * @param what the part that was looked at
 * @param message how it is; never holds a secret
 * @param remedy what to do; empty if nothing
 */
record Finding(Status status, String what, String message, String remedy) {

  /** How bad it is, the worst last. */
  enum Status {
    /** As it should be. */
    GREEN(0),
    /** It works, but for how long? Or it couldn't be seen. */
    YELLOW(1),
    /** Events don't get through, or may be lost. */
    RED(2);

    private final int exitCode;

    Status(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What the command ends with if this is the worst there is. */
    int exitCode() {
      return exitCode;
    }
  }

  static Finding green(String what, String message) {
    return new Finding(Status.GREEN, what, message, "");
  }

  static Finding yellow(String what, String message, String remedy) {
    return new Finding(Status.YELLOW, what, message, remedy);
  }

  static Finding red(String what, String message, String remedy) {
    return new Finding(Status.RED, what, message, remedy);
  }
}
