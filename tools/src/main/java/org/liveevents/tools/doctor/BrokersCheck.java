package org.liveevents.tools.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.liveevents.runtime.config.Installation;
import org.liveevents.tools.command.Words;

/**
 * Whether the brokers answer, how many they are, and whether they have transactions of our kind.
 */
final class BrokersCheck implements Check {

  private static final String TRANSACTIONS = "transaction.version";
  private static final int TRANSACTIONS_V2 = 2;
  private static final int ENOUGH = 3;

  private final Installation installation;

  BrokersCheck(Installation installation) {
    this.installation = installation;
  }

  @Override
  public String what() {
    return "brokers";
  }

  @Override
  public List<Finding> look() throws ExecutionException, InterruptedException {
    try (Admin admin = Cluster.connect(installation)) {
      List<Finding> findings = new ArrayList<>();
      int nodes = admin.describeCluster().nodes().get().size();
      if (nodes < ENOUGH) {
        findings.add(
            Finding.yellow(
                what(),
                Words.count(nodes, "broker") + " at " + installation.brokers(),
                "run three or more: with fewer, one lost disk loses events"));
      } else {
        findings.add(
            Finding.green(what(), Words.count(nodes, "broker") + " at " + installation.brokers()));
      }
      FinalizedVersionRange transactions =
          admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(TRANSACTIONS);
      if (transactions == null || transactions.maxVersionLevel() < TRANSACTIONS_V2) {
        findings.add(
            Finding.yellow(
                what(),
                "transactions are of version 1",
                "run Kafka 4.0 or newer and set " + TRANSACTIONS + " to " + TRANSACTIONS_V2));
      }
      return findings;
    }
  }
}
