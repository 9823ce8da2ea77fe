package org.liveevents.streams.query;

import java.util.List;

/**
 * One instance and what it holds.
 *
 * @param address {@code host:port}; nobody reaches it there if it advertises none
 * @param self whether it is the one that answers
 * @param active the raw partitions it processes
 * @param standby the raw partitions it keeps a copy of
 */
public record Instance(String address, boolean self, List<Integer> active, List<Integer> standby) {

  public Instance {
    active = active.stream().sorted().toList();
    standby = standby.stream().sorted().toList();
  }
}
