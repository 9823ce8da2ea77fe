package org.liveevents.streams.query.kafka;

/**
 * What the group's coordinator says about our members. A member that is in the group still has what
 * it was assigned: partitions move only once whoever holds them has given them up, or was put out
 * of the group.
 */
@FunctionalInterface
public interface Membership {

  /**
   * Whether that consumer was in the group so short a time ago that it can't have been put out of
   * it since.
   *
   * @param clientId the consumer's
   */
  boolean isConfirmed(String clientId);
}
