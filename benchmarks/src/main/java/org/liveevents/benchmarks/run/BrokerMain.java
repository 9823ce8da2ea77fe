package org.liveevents.benchmarks.run;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.liveevents.quickstart.embedded.EmbeddedKafka;

/** The broker, in a process of its own; its arguments are a directory and a port. */
public final class BrokerMain {

  private BrokerMain() {}

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedKafka kafka =
        EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stopping"));
    new CountDownLatch(1).await();
  }
}
