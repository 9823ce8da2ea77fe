package org.liveevents.audit.reference;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one event by parsing them into a tree, and looking. */
public final class EventReader {

  private static final int MOST_BYTES = 1024 * 1024;

  private final CanvasEvents canvas;
  private final CaliperEvents caliper;

  /** A reader for an installation with those shards. */
  public EventReader(Shards shards) {
    Catalogue catalogue = new Catalogue();
    this.canvas = new CanvasEvents(catalogue, shards);
    this.caliper = new CaliperEvents(catalogue, shards);
  }

  /** What those bytes are. */
  public Read read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return Read.refused("empty");
    }
    if (bytes.length > MOST_BYTES) {
      return Read.refused("too_large");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Read.refused("not_utf8");
    }
    if (text.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      return Read.refused("empty");
    }
    JsonNode root;
    try {
      root = ExactJson.parse(text);
    } catch (StreamConstraintsException e) {
      return Read.refused(
          String.valueOf(e.getMessage()).contains("nesting depth") ? "too_deep" : "not_json");
    } catch (IOException e) {
      return Read.refused("not_json");
    }
    if (root.isObject() && root.path("metadata").isObject()) {
      return canvas.read(root);
    }
    if (root.isObject() && root.path("data").isArray()) {
      return caliper.read(root);
    }
    return Read.refused("not_an_event");
  }
}
