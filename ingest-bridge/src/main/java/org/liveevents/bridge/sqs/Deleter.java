package org.liveevents.bridge.sqs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Deletes stored messages in batches, as they come from all receivers of a queue. What waits here
 * is bounded by what may be in flight. Safe to share between threads; several may run it.
 */
final class Deleter implements Runnable {

  /** How long a batch that isn't full waits for more. */
  private static final long LINGER_MILLIS = 10;

  private final Queue queue;
  private final InFlight inFlight;
  private final BlockingQueue<Held> stored = new LinkedBlockingQueue<>();
  private volatile boolean ending;

  Deleter(Queue queue, InFlight inFlight) {
    this.queue = queue;
    this.inFlight = inFlight;
  }

  /** This one is safe, and may be deleted. */
  void offer(Held held) {
    stored.add(held);
  }

  /** Nothing more will be offered; what waits is deleted yet. */
  void end() {
    ending = true;
  }

  @Override
  public void run() {
    try {
      while (!ending || !stored.isEmpty()) {
        List<Held> batch = batch();
        if (!batch.isEmpty()) {
          queue.delete(batch.stream().map(Held::message).toList());
          inFlight.removeAll(batch);
        }
      }
    } catch (InterruptedException e) { // what isn't deleted comes again
      Thread.currentThread().interrupt();
    }
  }

  private List<Held> batch() throws InterruptedException {
    List<Held> batch = new ArrayList<>(Queue.BATCH);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
    stored.drainTo(batch, Queue.BATCH);
    while (batch.size() < Queue.BATCH) {
      Held next =
          batch.isEmpty()
              ? stored.poll(100, TimeUnit.MILLISECONDS)
              : stored.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return batch;
      }
      batch.add(next);
    }
    return batch;
  }
}
