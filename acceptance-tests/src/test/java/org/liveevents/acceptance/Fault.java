package org.liveevents.acceptance;

import static java.util.Locale.ROOT;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.liveevents.acceptance.BrokerTrio.Client;
import org.liveevents.acceptance.FaultWorld.Node;

/** What may go wrong, once, at a place and for a time of chance. */
enum Fault {
  BRIDGE_KILLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      kill(one(world.bridges, random), random, 3000);
    }
  },
  BRIDGE_FROZEN {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      freeze(one(world.bridges, random), random, 8000);
    }
  },
  BRIDGE_RESTARTED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) {
      Node bridge = one(world.bridges, random);
      bridge.process().stop();
      bridge.start();
    }
  },
  BRIDGE_CUT_OFF {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      cut(world.brokers.links(Client.BRIDGE), random);
    }
  },
  BRIDGE_UNHEARD {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      silence(world.brokers.links(Client.BRIDGE), random, 6000);
    }
  },
  /** Just when its spool is what it needs. */
  BRIDGE_DISK_FULL {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      Node bridge = one(world.bridges, random);
      bridge.process().fillDisk();
      silence(world.brokers.links(Client.BRIDGE), random, 6000);
      bridge.process().clearDisk();
    }
  },
  BRIDGE_SLOW {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      slow(world.brokers.links(Client.BRIDGE), random);
    }
  },
  TOPOLOGY_KILLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      kill(one(world.topologies, random), random, 9000);
    }
  },
  TOPOLOGY_KILLED_STATE_DELETED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) {
      int number = random.nextInt(world.topologies.size());
      world.topologies.get(number).process().kill();
      Directories.delete(world.state(number));
      world.topologies.get(number).start();
    }
  },
  /** Beyond the session's, and at times the transaction's, time-out: it is fenced when it wakes. */
  TOPOLOGY_FROZEN {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      freeze(one(world.topologies, random), random, 14_000);
    }
  },
  TOPOLOGIES_ROLLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) {
      for (Node topology : world.topologies) {
        topology.process().stop();
        topology.start();
        topology.awaitReady();
      }
    }
  },
  TOPOLOGY_CUT_OFF {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      cut(world.brokers.links(Client.TOPOLOGY), random);
    }
  },
  TOPOLOGY_UNHEARD {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      silence(world.brokers.links(Client.TOPOLOGY), random, 6000);
    }
  },
  TOPOLOGY_SLOW {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      slow(world.brokers.links(Client.TOPOLOGY), random);
    }
  },
  /** Whatever has to be written, at a standstill in good order or after a start, isn't. */
  TOPOLOGY_DISK_FULL {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      Node topology = one(world.topologies, random);
      if (random.nextBoolean()) {
        topology.process().kill();
        topology.start();
        Thread.sleep(random.nextInt(3000));
      }
      topology.process().fillDisk();
      Thread.sleep(500 + random.nextInt(5000));
      if (random.nextBoolean()) {
        topology.process().stop();
        topology.start();
      }
      topology.process().clearDisk();
    }
  },
  TOPOLOGY_DISK_UNWRITABLE {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      Node topology = one(world.topologies, random);
      topology.process().stop();
      topology.startWith(Map.of("KAFKA_STATE_DIR", "/proc/self/state"));
      Thread.sleep(1000 + random.nextInt(5000));
      topology.process().kill();
      topology.start();
    }
  },
  /** What ends a transaction doesn't reach the broker. */
  COMMITS_LOST {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      tear(world, random, false);
    }
  },
  /** What ends a transaction is done, and whoever asked for it isn't told. */
  COMMITS_UNANSWERED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      tear(world, random, true);
    }
  },
  PRODUCERS_FENCED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) {
      world.brokers.fenceProducers();
    }
  },
  REBALANCE_STORM {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      Node guest = world.guest();
      for (int i = 0; i < 2; i++) {
        guest.start();
        Thread.sleep(2000 + random.nextInt(4000));
        guest.close();
      }
    }
  },
  BROKER_KILLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.brokers.crash(random.nextInt(3), Duration.ofMillis(random.nextInt(6000)));
    }
  },
  /** Beyond the time after which the others take it for dead. */
  BROKER_FROZEN {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.brokers.freeze(random.nextInt(3), Duration.ofMillis(500 + random.nextInt(10_000)));
    }
  },
  BROKERS_KILLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.brokers.crashAll(Duration.ofMillis(random.nextInt(6000)));
    }
  },
  BROKERS_ROLLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.brokers.roll();
    }
  },
  LEADERS_MOVED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) {
      world.brokers.moveLeaders(random);
    }
  },
  SQS_KILLED {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.sqs.crash(Duration.ofMillis(random.nextInt(2000)));
    }
  },
  SQS_CUT_OFF {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      cut(List.of(world.sqs.link()), random);
    }
  },
  SQS_UNHEARD {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      silence(List.of(world.sqs.link()), random, 7000);
    }
  },
  KEYS_AWAY {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.toKeys.refuse();
      Thread.sleep(1000 + random.nextInt(5000));
      world.toKeys.heal();
    }
  },
  /** A topology that starts needs it, one that runs doesn't. */
  REGISTRY_AWAY {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      world.toRegistry.refuse();
      kill(one(world.topologies, random), random, 3000);
      Thread.sleep(1000 + random.nextInt(5000));
      world.toRegistry.heal();
    }
  },
  CLOCK_A_DAY_AHEAD {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      feed.clockOff(Duration.ofDays(1));
      Thread.sleep(1000 + random.nextInt(2000));
      feed.clockOff(Duration.ZERO);
    }
  },
  CLOCK_A_DAY_BEHIND {
    @Override
    void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException {
      feed.clockOff(Duration.ofDays(-1));
      Thread.sleep(1000 + random.nextInt(2000));
      feed.clockOff(Duration.ZERO);
    }
  };

  private static final Set<ApiKeys> TRANSACTIONAL =
      Set.of(ApiKeys.INIT_PRODUCER_ID, ApiKeys.PRODUCE, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.END_TXN);

  /** Those named, apart by commas, in any case; all if none is. */
  static List<Fault> named(String names) {
    return names.isBlank()
        ? List.of(values())
        : Stream.of(names.split(",")).map(name -> valueOf(name.strip().toUpperCase(ROOT))).toList();
  }

  /** Strikes, and is over when this returns, but for its consequences. */
  abstract void strike(FaultWorld world, FaultFeed feed, Random random) throws InterruptedException;

  private static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static void kill(Node node, Random random, int longest) throws InterruptedException {
    node.process().kill();
    Thread.sleep(random.nextBoolean() ? 0 : random.nextInt(longest));
    node.start();
  }

  private static void freeze(Node node, Random random, int longest) throws InterruptedException {
    node.process().pause();
    Thread.sleep(500 + random.nextInt(longest));
    node.process().resume();
  }

  private static void cut(List<FaultProxy> links, Random random) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      links.forEach(FaultProxy::cut);
      Thread.sleep(random.nextInt(700));
    }
  }

  private static void silence(List<FaultProxy> links, Random random, int longest)
      throws InterruptedException {
    List<FaultProxy> some = random.nextBoolean() ? links : List.of(one(links, random));
    some.forEach(FaultProxy::silence);
    Thread.sleep(500 + random.nextInt(longest));
    some.forEach(FaultProxy::heal);
  }

  private static void tear(FaultWorld world, Random random, boolean reachesTheBroker)
      throws InterruptedException {
    Set<ApiKeys> kinds = random.nextBoolean() ? Set.of(ApiKeys.END_TXN) : TRANSACTIONAL;
    double share = 0.1 + random.nextDouble() / 2;
    List<FaultProxy> links = world.brokers.links(Client.TOPOLOGY);
    links.forEach(link -> link.tear(kinds, share, reachesTheBroker));
    Thread.sleep(1000 + random.nextInt(5000));
    links.forEach(FaultProxy::heal);
  }

  private static void slow(List<FaultProxy> links, Random random) throws InterruptedException {
    Duration by = Duration.ofMillis(20 + random.nextInt(200));
    links.forEach(link -> link.slow(by));
    Thread.sleep(1000 + random.nextInt(5000));
    links.forEach(FaultProxy::heal);
  }
}
