package org.liveevents.streams.reorder;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.liveevents.event.CanvasId;
import org.liveevents.event.EventId;
import org.liveevents.event.EventName;
import org.liveevents.event.LiveEvent;
import org.liveevents.event.Payload;
import org.liveevents.event.PayloadFormat;
import org.liveevents.event.Scope;
import org.liveevents.streams.flow.ReceivedEvent;

/**
 * How a waiting event lies in the store.
 *
 * <pre>
 *   version 2 | format | recognised | contradictory | name | id (16) | time | scope kind, text | origin
 *             | arrival | source | received-at | invalid | payload length, payload
 * </pre>
 *
 * Text is length-prefixed UTF-8, times are milliseconds. A waiting event is never from the future.
 */
final class HeldEventCodec {

  private static final int VERSION = 2;

  private HeldEventCodec() {}

  static byte[] encode(ReceivedEvent held) {
    LiveEvent event = held.event();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(held.payload().size() + 256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(event.format().label());
      out.writeBoolean(event.name().recognised());
      out.writeBoolean(event.contradictory());
      // A name that isn't speakable is never used, and may be as long as the payload it is in.
      writeText(out, event.name().speakable());
      out.writeLong(event.id().high());
      out.writeLong(event.id().low());
      out.writeLong(event.time().toEpochMilli());
      writeScope(out, event.scope());
      writeText(out, event.origin());
      out.writeLong(held.arrival().toEpochMilli());
      writeText(out, held.source());
      writeText(out, held.receivedAt());
      writeText(out, held.invalid());
      out.writeInt(held.payload().size());
      out.write(held.payload().bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static ReceivedEvent decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("the reorder buffer holds version " + version);
      }
      PayloadFormat format = PayloadFormat.ofLabel(in.readUTF());
      boolean recognised = in.readBoolean();
      boolean contradictory = in.readBoolean();
      EventName name = new EventName(readText(in), recognised);
      EventId id = new EventId(in.readLong(), in.readLong());
      Instant time = Instant.ofEpochMilli(in.readLong());
      Scope scope = readScope(in);
      String origin = readText(in);
      Instant arrival = Instant.ofEpochMilli(in.readLong());
      String source = readText(in);
      String receivedAt = readText(in);
      String invalid = readText(in);
      byte[] payload = in.readNBytes(in.readInt());
      return new ReceivedEvent(
          new LiveEvent(format, name, id, time, scope, origin, contradictory),
          Payload.of(payload),
          arrival,
          source,
          receivedAt,
          invalid,
          false);
    } catch (IOException e) {
      throw new UncheckedIOException("the reorder buffer holds a torn event", e);
    }
  }

  private static void writeScope(DataOutputStream out, Scope scope) throws IOException {
    if (scope instanceof Scope.Course course) {
      out.writeByte('c');
      writeId(out, course.id());
    } else if (scope instanceof Scope.User user) {
      out.writeByte('u');
      writeId(out, user.id());
    } else if (scope instanceof Scope.Account account) {
      out.writeByte('a');
      writeId(out, account.id());
    } else if (scope instanceof Scope.None none) {
      out.writeByte('n');
      out.writeLong(none.event().high());
      out.writeLong(none.event().low());
    }
  }

  private static Scope readScope(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 'c' -> new Scope.Course(readId(in));
      case 'u' -> new Scope.User(readId(in));
      case 'a' -> new Scope.Account(readId(in));
      case 'n' -> new Scope.None(new EventId(in.readLong(), in.readLong()));
      default ->
          throw new IllegalStateException("the reorder buffer holds a scope of kind " + kind);
    };
  }

  private static void writeId(DataOutputStream out, CanvasId id) throws IOException {
    if (id instanceof CanvasId.Sharded sharded) {
      out.writeBoolean(true);
      out.writeLong(sharded.shard());
      out.writeLong(sharded.local());
    } else {
      out.writeBoolean(false);
      writeText(out, id.text());
    }
  }

  private static CanvasId readId(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new CanvasId.Sharded(in.readLong(), in.readLong())
        : new CanvasId.Opaque(readText(in));
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
