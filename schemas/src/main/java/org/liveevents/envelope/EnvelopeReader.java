package org.liveevents.envelope;

import org.liveevents.catalogue.EventCatalogue;
import org.liveevents.event.IdRules;
import org.liveevents.event.RejectionCode;

/** Reads the bytes of one event, in either format. Immutable and safe to share between threads. */
public final class EnvelopeReader {

  /** The most bytes an event may have: 1 MiB. Canvas itself stops at 1,000,000. */
  public static final int MAX_EVENT_BYTES = 1024 * 1024;

  private final CanvasEnvelope canvas;
  private final CaliperEnvelope caliper;
  private final ThreadLocal<JsonScan> scans = ThreadLocal.withInitial(JsonScan::new);

  public EnvelopeReader(EventCatalogue catalogue, IdRules rules) {
    this.canvas = new CanvasEnvelope(catalogue, rules);
    this.caliper = new CaliperEnvelope(catalogue, rules);
  }

  /**
   * Reads one event.
   *
   * @return the event, or why the bytes are none; never throws for what the bytes hold
   */
  public Decoded read(byte[] bytes) {
    if (bytes.length == 0) {
      return rejected(RejectionCode.EMPTY, "no bytes");
    }
    if (bytes.length > MAX_EVENT_BYTES) {
      return rejected(
          RejectionCode.TOO_LARGE,
          bytes.length + " bytes, more than the " + MAX_EVENT_BYTES + " an event may have");
    }
    if (isBlank(bytes)) {
      return rejected(RejectionCode.EMPTY, "nothing but white space");
    }
    if (bytes[0] == (byte) 0xEF || hasLeadingNul(bytes)) {
      return unreadable(bytes, RejectionCode.NOT_JSON, "begins with a byte order mark or a NUL");
    }
    try {
      return read(scans.get().read(bytes));
    } catch (JsonScan.TooDeep e) {
      return unreadable(bytes, RejectionCode.TOO_DEEP, "nested deeper than " + JsonScan.MAX_DEPTH);
    } catch (JsonScan.Unreadable | ValueHash.LoneSurrogate e) {
      return unreadable(bytes, RejectionCode.NOT_JSON, String.valueOf(e.getMessage()));
    }
  }

  /** That the bytes are not UTF-8 goes before what else may be wrong with them. */
  private static Decoded unreadable(byte[] bytes, RejectionCode code, String detail) {
    return Utf8.isWellFormed(bytes)
        ? rejected(code, detail)
        : rejected(RejectionCode.NOT_UTF8, "the bytes are not UTF-8");
  }

  /** What the fields of one envelope come to. */
  Decoded read(Fields fields) {
    if (fields.isObject()) {
      if (fields.shape(Field.METADATA) == Fields.Shape.OBJECT) {
        return canvas.read(fields);
      }
      if (fields.shape(Field.DATA) == Fields.Shape.ARRAY) {
        return caliper.read(fields);
      }
    }
    return rejected(
        RejectionCode.NOT_AN_EVENT, "neither {metadata, body} nor a Caliper envelope with data");
  }

  private static Decoded rejected(RejectionCode code, String detail) {
    return Decoded.Rejected.nameless(code, detail);
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** A NUL this early makes a parser guess UTF-16 or UTF-32. */
  private static boolean hasLeadingNul(byte[] bytes) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
