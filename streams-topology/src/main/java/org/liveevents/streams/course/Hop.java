package org.liveevents.streams.course;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liveevents.streams.flow.Packer;
import org.liveevents.streams.flow.Unpacker;

/**
 * What travels on the side path.
 *
 * <pre>
 *   a course names an object:            course, no statement
 *   a statement wants its object's:      no course, statement
 *   a statement on its way to its course: both
 * </pre>
 *
 * @param object kind and id
 * @param course canonical id
 * @param stamp of the event it comes from
 * @param at the timestamp of what is to be published of it, milliseconds
 */
public record Hop(
    String object, @Nullable String course, Stamp stamp, long at, @Nullable Statement statement)
    implements StateOutput {

  private static final int VERSION = 1;
  private static final int HAS_COURSE = 1;
  private static final int HAS_STATEMENT = 2;
  private static final int USUAL = 256;

  static Hop naming(String object, String course, Stamp stamp, long at) {
    return new Hop(object, course, stamp, at, null);
  }

  static Hop wanting(String object, Stamp stamp, long at, Statement statement) {
    return new Hop(object, null, stamp, at, statement);
  }

  Hop to(String found) {
    return new Hop(object, found, stamp, at, statement);
  }

  @Override
  public List<StateChange> changes() {
    return List.of();
  }

  @Override
  public List<Hop> hops() {
    return List.of(this);
  }

  /** How it is written to the internal topics and stores: texts stand as they are. */
  public byte[] toBytes() {
    Packer out =
        new Packer(USUAL)
            .octet(VERSION)
            .octet((course == null ? 0 : HAS_COURSE) | (statement == null ? 0 : HAS_STATEMENT))
            .text(object)
            .signed(stamp.time())
            .number(stamp.rank())
            .text(stamp.id())
            .signed(at);
    if (course != null) {
      out.text(course);
    }
    if (statement != null) {
      out.text(statement.view()).text(statement.kind()).number(statement.rest().size());
      statement.rest().forEach(out::text);
      out.octets(FactsBytes.write(statement.facts()));
    }
    return out.bytes();
  }

  /** Reads {@link #toBytes}. */
  public static Hop fromBytes(byte[] bytes) {
    Unpacker in = new Unpacker(bytes);
    int version = in.octet();
    if (version != VERSION) {
      throw new IllegalStateException("a hop is of version " + version);
    }
    int has = in.octet();
    String object = in.text();
    Stamp stamp = new Stamp(in.signed(), (int) in.number(), in.text());
    long at = in.signed();
    String course = (has & HAS_COURSE) == 0 ? null : in.text();
    return new Hop(object, course, stamp, at, (has & HAS_STATEMENT) == 0 ? null : statement(in));
  }

  private static Statement statement(Unpacker in) {
    String view = in.text();
    String kind = in.text();
    List<String> rest = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      rest.add(in.text());
    }
    return new Statement(view, kind, rest, FactsBytes.read(in.octets()));
  }

  /** Neither ids nor values: it is students' records. */
  @Override
  public String toString() {
    return "Hop";
  }
}
