package org.liveevents.bridge.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the parts of a JSON text lie, as byte ranges, so that a part can be cut out with every byte
 * of it as it was sent.
 */
public final class JsonParts {

  private static final JsonFactory JSON = new JsonFactory();

  /** Bytes from one position up to but not including another. */
  public record Range(int from, int to) {

    /** The bytes of this range. */
    public byte[] of(byte[] json) {
      return Arrays.copyOfRange(json, from, to);
    }
  }

  /**
   * A member of an object.
   *
   * @param whole from the name's quote to the end of the value
   */
  public record Member(String name, Range whole, Range value) {}

  private JsonParts() {}

  /**
   * The elements of an array.
   *
   * @throws IOException if these bytes are not one array and nothing else; its message may quote
   *     the payload
   */
  public static List<Range> elements(byte[] json) throws IOException {
    List<Integer> starts = new ArrayList<>();
    try (JsonParser parser = open(json, JsonToken.START_ARRAY)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        starts.add(position(parser));
        parser.skipChildren();
      }
      starts.add(position(parser));
      expectEnd(parser);
    }
    List<Range> elements = new ArrayList<>(starts.size() - 1);
    for (int i = 0; i + 1 < starts.size(); i++) {
      elements.add(new Range(starts.get(i), endBefore(json, starts.get(i + 1))));
    }
    return elements;
  }

  /**
   * The members of an object.
   *
   * @throws IOException if these bytes are not one object and nothing else; its message may quote
   *     the payload
   */
  public static List<Member> members(byte[] json) throws IOException {
    List<String> names = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    try (JsonParser parser = open(json, JsonToken.START_OBJECT)) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
        starts.add(position(parser));
        parser.nextToken();
        values.add(position(parser));
        parser.skipChildren();
      }
      starts.add(position(parser));
      expectEnd(parser);
    }
    List<Member> members = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      int end = endBefore(json, starts.get(i + 1));
      members.add(
          new Member(names.get(i), new Range(starts.get(i), end), new Range(values.get(i), end)));
    }
    return members;
  }

  /**
   * The text that a JSON string holds.
   *
   * @throws IOException if these bytes are not one string and nothing else; its message may quote
   *     the payload
   */
  static String string(byte[] json) throws IOException {
    try (JsonParser parser = open(json, JsonToken.VALUE_STRING)) {
      String text = parser.getText();
      expectEnd(parser);
      return text;
    }
  }

  private static JsonParser open(byte[] json, JsonToken expected) throws IOException {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) { // the parser would guess UTF-16 or UTF-32
        throw new JsonParseException(null, "not UTF-8");
      }
    }
    JsonParser parser = JSON.createParser(json);
    if (parser.nextToken() != expected) {
      parser.close();
      throw new JsonParseException(null, "another kind of value");
    }
    return parser;
  }

  private static void expectEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(null, "more than one value");
    }
  }

  private static int position(JsonParser parser) {
    JsonLocation location = parser.currentTokenLocation();
    return Math.toIntExact(location.getByteOffset());
  }

  /** Where the part ends that precedes the part, or the closing bracket, at that position. */
  private static int endBefore(byte[] json, int next) {
    int end = skipSpaceBack(json, next);
    return json[end - 1] == ',' ? skipSpaceBack(json, end - 1) : end;
  }

  private static int skipSpaceBack(byte[] json, int from) {
    int end = from;
    while (json[end - 1] == ' '
        || json[end - 1] == '\t'
        || json[end - 1] == '\n'
        || json[end - 1] == '\r') {
      end--;
    }
    return end;
  }
}
