package org.liveevents.tools.command;

/** Ends a command with an exit code and a sentence for the operator. */
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;

  /** Ends with that code; the message is printed. */
  public CommandFailed(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  /** How the command ends. */
  public Exit exit() {
    return exit;
  }
}
