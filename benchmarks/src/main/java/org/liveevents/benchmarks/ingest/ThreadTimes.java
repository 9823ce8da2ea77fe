package org.liveevents.benchmarks.ingest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** The processor time that the bridge's own threads have used. */
record ThreadTimes(long nanos) {

  /** Of the webhooks' threads and the producers'. */
  static ThreadTimes ofWebhook() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info != null
          && (info.getThreadName().startsWith("webhook")
              || info.getThreadName().startsWith("kafka-producer"))) {
        nanos += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return new ThreadTimes(nanos);
  }

  double secondsSince(ThreadTimes before) {
    return (nanos - before.nanos) / 1e9;
  }
}
