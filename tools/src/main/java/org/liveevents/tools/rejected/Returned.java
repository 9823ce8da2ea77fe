package org.liveevents.tools.rejected;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which records were sent again and came back: their place is taken by the copy, whose replay count
 * is higher, or each run would send both and double them. A bit a record.
 */
final class Returned {

  private final String prefix;
  private final Map<Integer, Long> begins;
  private final Map<Integer, BitSet> returned = new HashMap<>();

  /**
   * Nothing has returned yet.
   *
   * @param begins the first offset of each partition
   */
  Returned(String topic, Map<Integer, Long> begins) {
    this.prefix = topic + "/";
    this.begins = Map.copyOf(begins);
  }

  /** What a record that is sent again says of whence it came. */
  String sourceId(Place place) {
    return prefix + place;
  }

  /** Notes whose copy this record is, if it is one. */
  void add(RejectedRecord record) {
    record
        .sourceId()
        .filter(id -> record.source().equals("replay") && id.startsWith(prefix))
        .flatMap(id -> Place.parse(id.substring(prefix.length())))
        .filter(place -> bit(place) >= 0)
        .ifPresent(
            place ->
                returned
                    .computeIfAbsent(place.partition(), partition -> new BitSet())
                    .set((int) bit(place)));
  }

  /** Whether a copy of the record at that place came back. */
  boolean contains(Place place) {
    BitSet bits = returned.get(place.partition());
    return bits != null && bit(place) >= 0 && bits.get((int) bit(place));
  }

  /** The record's number in its partition; negative if it is gone or out of range. */
  private long bit(Place place) {
    Long begin = begins.get(place.partition());
    long bit = begin == null ? -1 : place.offset() - begin;
    return bit <= Integer.MAX_VALUE - 1L ? bit : -1;
  }
}
