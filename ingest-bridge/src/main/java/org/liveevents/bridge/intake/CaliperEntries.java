package org.liveevents.bridge.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes envelopes with one entry each out of a Caliper envelope with several. */
final class CaliperEntries {

  /** Beyond this the fields around the entries would be multiplied without end. */
  private static final int MAX_GROWTH = 4;

  private static final int SMALL = 64 * 1024;

  private CaliperEntries() {}

  /** One envelope per entry, all other bytes as they were; empty if there are not several. */
  static List<byte[]> split(byte[] envelope) {
    try {
      for (JsonParts.Member member : JsonParts.members(envelope)) {
        if (member.name().equals("data") && envelope[member.value().from()] == '[') {
          return split(envelope, member.value());
        }
      }
      return List.of();
    } catch (IOException e) { // no JSON: nothing to split
      return List.of();
    }
  }

  private static List<byte[]> split(byte[] envelope, JsonParts.Range data) throws IOException {
    List<JsonParts.Range> entries = JsonParts.elements(data.of(envelope));
    long around = (long) envelope.length - (data.to() - data.from()) + 2;
    if (entries.size() < 2
        || entries.size() * around > (long) MAX_GROWTH * envelope.length + SMALL) {
      return List.of();
    }
    List<byte[]> envelopes = new ArrayList<>(entries.size());
    for (JsonParts.Range entry : entries) {
      ByteArrayOutputStream one = new ByteArrayOutputStream();
      one.write(envelope, 0, data.from() + 1);
      one.write(envelope, data.from() + entry.from(), entry.to() - entry.from());
      one.write(envelope, data.to() - 1, envelope.length - data.to() + 1);
      envelopes.add(one.toByteArray());
    }
    return envelopes;
  }
}
