package org.liveevents.bridge.sqs;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The messages of one queue between receiving and deleting. What the intake holds of them is
 * bounded: who has one more waits, and so doesn't receive. Safe to share between threads.
 */
final class InFlight {

  private final int limit;
  private final Semaphore kibibytes;
  private final Set<Held> held = ConcurrentHashMap.newKeySet();
  private final Set<Held> admitted = ConcurrentHashMap.newKeySet();

  InFlight(int kibibytes) {
    this.limit = kibibytes;
    this.kibibytes = new Semaphore(kibibytes);
  }

  /** From now on these are ours, and are kept from others. */
  void add(Collection<Held> received) {
    held.addAll(received);
  }

  /** Waits until there is room for it at the intake. */
  void admit(Held one) throws InterruptedException {
    kibibytes.acquire(weight(one));
    admitted.add(one);
  }

  /** It is finished, in whatever way. */
  void remove(Held one) {
    held.remove(one);
    if (admitted.remove(one)) {
      kibibytes.release(weight(one));
    }
  }

  /** Those not finished now. */
  Set<Held> all() {
    return Collections.unmodifiableSet(held);
  }

  /** Forgets all of these, deleted or not. */
  void removeAll(List<Held> finished) {
    finished.forEach(this::remove);
  }

  private int weight(Held one) {
    return Math.min(limit, one.kibibytes());
  }
}
