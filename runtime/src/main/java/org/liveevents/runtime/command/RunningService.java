package org.liveevents.runtime.command;

import java.util.concurrent.CompletionStage;
import org.liveevents.runtime.ExitCode;

/** A service at work. */
public interface RunningService extends AutoCloseable {

  /** Completes when it has ended, by itself or by {@link #close}, with how. */
  CompletionStage<ExitCode> ended();

  /** Stops it in good order; {@link #ended} is complete afterwards. */
  @Override
  void close();
}
