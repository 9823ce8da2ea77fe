package org.liveevents.quickstart.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** The totals of the pipeline's own ledger. */
record LedgerFigures(
    long received,
    long forwarded,
    long duplicate,
    long rejected,
    long pending,
    long late,
    long future) {

  /** Reads the object with the seven counters. */
  static LedgerFigures of(JsonNode totals) {
    return new LedgerFigures(
        totals.path("received").asLong(-1),
        totals.path("forwarded").asLong(-1),
        totals.path("duplicate").asLong(-1),
        totals.path("rejected").asLong(-1),
        totals.path("pending").asLong(-1),
        totals.path("late").asLong(-1),
        totals.path("future").asLong(-1));
  }

  /** Whether every record received is accounted for. */
  boolean balances() {
    return received == forwarded + duplicate + rejected + pending && late + future <= forwarded;
  }
}
