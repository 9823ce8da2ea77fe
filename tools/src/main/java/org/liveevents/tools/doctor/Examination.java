package org.liveevents.tools.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** All checks at once, each within the same limit. */
final class Examination {

  private final Duration limit;

  Examination(Duration limit) {
    this.limit = limit;
  }

  /** What they found, in the order of the checks. */
  List<Finding> of(List<Check> checks) throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, checks.size()),
            task -> {
              Thread thread = new Thread(task, "check");
              thread.setDaemon(true); // one that hangs must not keep the process
              return thread;
            });
    try {
      List<Callable<List<Finding>>> tasks = new ArrayList<>();
      checks.forEach(check -> tasks.add(check::look));
      List<Future<List<Finding>>> answers =
          threads.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS);
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) {
        findings.addAll(found(checks.get(i), answers.get(i)));
      }
      return findings;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Finding> found(Check check, Future<List<Finding>> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException e) {
      return List.of(
          Finding.red(
              check.what(),
              "no answer within " + limit.toSeconds() + " s",
              "see whether this machine may reach it: routes, firewalls, proxies"));
    } catch (ExecutionException e) {
      return List.of(
          Finding.red(
              check.what(),
              "can't be looked at: " + rootCause(e).getClass().getSimpleName(),
              "see whether it runs, and whether this machine may reach it"));
    }
  }

  /** The last cause; its message may quote what must not be shown. */
  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
